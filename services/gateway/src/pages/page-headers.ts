import helmet from 'helmet';
import type { NextFunction, Request, Response } from 'express';

type Directives = Readonly<Record<string, readonly string[]>>;

const STRICT: Directives = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
};

// Inline styles, never scripts: Swagger UI sets them, and a mail shown in its frame inherits this policy.
const STYLED: Directives = { ...STRICT, styleSrc: ["'self'", "'unsafe-inline'"] };

const headersWith = (directives: Directives) =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    // Whoever ends TLS before us decides about it.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });

const strict = headersWith(STRICT);
const styled = headersWith(STYLED);
const STYLED_PAGES = new Set(['/docs', '/mailbox']);

/** Security headers of everything that the gateway answers; a service's own headers go before them. */
export function pageHeaders(request: Request, response: Response, next: NextFunction): void {
  (STYLED_PAGES.has(request.path.replace(/\/$/, '')) ? styled : strict)(request, response, next);
}
