"""What the server does beside running pages: routes, middleware, and its first start."""
