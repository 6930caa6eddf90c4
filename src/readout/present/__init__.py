"""What people see of records: view models, terminal text, self-contained HTML, the web pages."""
