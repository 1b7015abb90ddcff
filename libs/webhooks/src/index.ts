export { post, type Post, type Posted } from './post.ts';
export { isPublicAddress } from './public-address.ts';
export { defectOfWebhook, type Reach } from './reach.ts';
export { newWebhookSecret, signatureHeaders, type Signed } from './signature.ts';
export { verifyCall, type SignedCall, type Verification } from './verification.ts';
export { callWebhook, isLater, outcomeOf, pauseAfter, pauseAskedFor, type Webhook, type WebhookMessage, type WebhookOutcome } from './webhook.ts';
