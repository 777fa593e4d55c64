"""Read pages and files in child processes: the parent never loads a parser of hostile markup."""
