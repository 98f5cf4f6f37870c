import { describe, expect, it } from 'vitest';
import { numberInAddress } from '../../../../src/calls/formats/text/sip-address.ts';

describe('the number in a SIP address', () => {
  it.each([
    ['sip:+4520123456@gw.example;user=phone', '+4520123456'],
    ['"Medarbejder anna" <sip:201@pbx.example>', '201'],
    ['tel:+45-20-12-34-56', '+45-20-12-34-56'],
    ['sip:%2A70%23@pbx.example', '*70#'],
    ['sip:%2b4520123456@gw.example', '+4520123456'],
    ['20123456', '20123456'],
    ['sip:anna@nordnet.example', 'sip:anna@nordnet.example'],
    ['sip:@gw.example', 'sip:@gw.example'],
    ['sip:--@gw.example', 'sip:--@gw.example'],
  ])('%s is %s', (text, number) => {
    expect(numberInAddress(text)).toBe(number);
  });

  it('is looked for once, however long an address is', () => {
    const endless = `sip:${'1'.repeat(200_000)}x@gw.example`;
    const start = performance.now();
    expect(numberInAddress(endless)).toBe(endless);
    // Looked for from each digit anew it takes minutes.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
