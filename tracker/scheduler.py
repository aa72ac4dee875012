"""The timetable: a ticker in the serving process. Every job recomputes from the database, so a missed tick costs nothing."""
