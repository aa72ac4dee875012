"""Official papers as Word files, in the layout of the State and in that of the Party; it knows no task and no meeting.

A form asks `layouts.begin` for a sheet, writes its head, its body and its foot with it, and takes the bytes. What the
layouts prescribe stands in `measures`, each with the article it follows.
"""
