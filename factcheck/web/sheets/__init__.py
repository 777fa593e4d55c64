"""The sheet that desks check with: out as CSV or workbook, and in again with a look before anything is done."""
