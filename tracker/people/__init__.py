"""People: units and their names, users, committees with their members and roles, and who is signed in."""
