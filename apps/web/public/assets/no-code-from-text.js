// The page's policy lets no text become code; zod would ask, and the refusal would be reported.
globalThis.__zod_globalConfig = { jitless: true }
