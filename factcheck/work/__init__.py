"""Hold the background handlers: short transaction, network, short transaction. They know no Celery."""
