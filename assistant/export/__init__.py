"""Calls as files for elsewhere: to read, to paste, to put in a calendar or a CRM, and to programs that wait for approved notes."""
