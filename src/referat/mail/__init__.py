"""Mail that goes out and comes in: the server to send by, what was sent, and what an answer says. It knows messages, and nothing of a book."""
