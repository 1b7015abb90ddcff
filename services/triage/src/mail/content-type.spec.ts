import { describe, expect, it } from '@jest/globals';
import { contentType } from './content-type.ts';

describe('contentType', () => {
  it.each<[string, string | Buffer]>([
    ['application/pdf', '%PDF-1.7'], ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')], ['image/jpeg', Buffer.from('ffd8ffe0', 'hex')], ['image/webp', 'RIFF0000WEBPVP8 '], ['video/mp4', '\0\0\0\x18ftypmp42'],
    ['application/vnd.microsoft.portable-executable', 'MZ\x90\0'], ['application/zip', 'PK\x03\x04nothing'], ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'PK\x03\x04…[Content_Types].xml…word/document.xml'],
    ['text/html', '  <!DOCTYPE html><p>'], ['text/html', 'GIF? no: <script>alert(1)</script>'], ['image/svg+xml', '<?xml version="1.0"?><svg onload="alert(1)">'], ['application/xml', '<?xml version="1.0"?><a/>'],
    ['text/plain', 'Привет'], ['text/x-script', '#!/bin/sh'], ['application/octet-stream', Buffer.from([0, 1, 2, 3])], ['application/octet-stream', Buffer.from([0xc3, 0x28, 0x41])], ['text/plain', ''],
  ])('is %s', (type, content) => expect(contentType(Buffer.from(content as string))).toBe(type));
});
