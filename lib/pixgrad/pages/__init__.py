"""What people look at after marking: a student's page, the class report, and the tables they share."""
