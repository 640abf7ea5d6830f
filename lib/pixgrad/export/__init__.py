"""What other platforms read: rosters, and the gradebooks of Canvas and Moodle."""
