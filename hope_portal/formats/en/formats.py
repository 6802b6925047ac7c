DATE_FORMAT = "l, F j, Y"
SHORT_DATE_FORMAT = "M j, Y"
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "l, F j, Y, g:i a"
