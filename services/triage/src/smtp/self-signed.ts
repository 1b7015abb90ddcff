import { createECDH, createHash, createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto';

export interface Certificate {
  /** PEM, as below. */
  readonly cert: string;
  readonly key: string;
}

/** The order of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const ECDSA_SHA256 = '06082a8648ce3d040302';
const COMMON_NAME = '0603550403';
const ALTERNATIVE_NAME = '0603551d11';

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
const text = (tag: number, content: string): Buffer => der(tag, Buffer.from(content));

/**
 * A certificate for a host that nobody vouches for (X.509, RFC 5280): enough for STARTTLS between mail servers, which do not ask.
 * The key follows from the secret, so that every process and every start has the same.
 */
export function selfSigned(host: string, secret: string): Certificate {
  const key = keyFrom(secret);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const name = sequence(der(0x31, sequence(hex(COMMON_NAME), text(0x0c, host.slice(0, 64)))));
  const serial = createHash('sha256').update(publicKey).update(host).digest().subarray(0, 8);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const alternative = sequence(hex(ALTERNATIVE_NAME), der(0x04, sequence(text(0x82, host))));
  const content = sequence(
    der(0xa0, hex('020102')), der(0x02, serial), sequence(hex(ECDSA_SHA256)), name,
    // "No well-defined expiration date" (RFC 5280 §4.1.2.5).
    sequence(text(0x17, '250101000000Z'), text(0x18, '99991231235959Z')), name, publicKey, der(0xa3, sequence(alternative)),
  );
  const signature = sign('sha256', content, key);
  const whole = sequence(content, sequence(hex(ECDSA_SHA256)), der(0x03, Buffer.from([0]), signature));
  return { cert: pem(whole), key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function keyFrom(secret: string): KeyObject {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'widecast smtp certificate', 48));
  const scalar = hex(((BigInt(`0x${bytes.toString('hex')}`) % (ORDER - 1n)) + 1n).toString(16).padStart(64, '0'));
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const of = (part: Buffer): string => part.toString('base64url');
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: of(scalar), x: of(point.subarray(1, 33)), y: of(point.subarray(33)) } });
}

const pem = (content: Buffer): string => `-----BEGIN CERTIFICATE-----\n${(content.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
