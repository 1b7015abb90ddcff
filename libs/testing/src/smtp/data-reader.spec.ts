import { describe, expect, it } from '@jest/globals';
import { DataReader } from './data-reader.ts';

describe('the reader of DATA', () => {
  it('finds the final dot wherever the packets are cut', () => {
    const wire = Buffer.from('a\r\n..\r\n...b\r\n.c\r\n.\r\nMAIL');

    for (let cut = 1; cut < wire.length - 'MAIL'.length; cut += 1) {
      const reader = new DataReader();
      const first = reader.push(wire.subarray(0, cut));
      const read = first ?? reader.push(wire.subarray(cut));

      expect(read?.raw.toString()).toBe('a\r\n.\r\n..b\r\nc\r\n');
      expect(read?.rest.toString()).toBe('MAIL');
    }
  });

  it('takes a dot in the first line for what it is', () => {
    expect(new DataReader().push(Buffer.from('..x\r\n.\r\n'))?.raw.toString()).toBe('.x\r\n');
    expect(new DataReader().push(Buffer.from('.\r\n'))?.raw.toString()).toBe('');
  });
});
