"""The one place that speaks SMTP: safe headers in, a delivered message or a named failure out."""
