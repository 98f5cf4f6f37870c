import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CallRecord, dialledKey } from '../../../src/calls/record/call-record.ts';
import { bytesOfContent, contentOf } from '../../../src/calls/record/content.ts';
import { record } from '../samples.ts';

/**
 * The same said in one line: contents are stored for good, so however they are made, the bytes must
 * stay those of the SHA-256 of the values with a NUL between each two.
 */
function plainly(of: CallRecord): string {
  const direction = of.outgoing === undefined ? '' : of.outgoing ? 'out' : 'in';
  const parts = [of.customerId, direction, dialledKey(of.from), dialledKey(of.to), of.startedAt];
  const rest = [of.seconds, dialledKey(of.forwardedBy), of.onNet, of.notBilled];
  const more = of.accountCode || of.callId ? [of.accountCode, of.callId] : [];
  const text = [...parts, ...rest, ...more].join('\0');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.stringMatching(/^(\+45)?\d{0,12}$/),
  fc.constantFrom('', 'æøå', '☎ 201', 'x'.repeat(5000)),
);

it('the content is the start of the SHA-256 of the values, whatever they are (R18)', () => {
  fc.assert(
    fc.property(
      fc.record({
        customerId: text,
        outgoing: fc.constantFrom(true, false, undefined),
        from: text,
        to: text,
        startedAt: fc.oneof(fc.maxSafeInteger(), fc.nat(), fc.nat(2_000_000), fc.double()),
        seconds: fc.nat(86_400),
        forwardedBy: text,
        onNet: fc.boolean(),
        notBilled: text,
        accountCode: fc.oneof(fc.constant(''), text),
        callId: fc.oneof(fc.constant(''), text),
      }),
      (changes) => {
        const of = record(changes);
        expect(bytesOfContent(contentOf(of)).toString('hex')).toBe(plainly(of));
      },
    ),
    { numRuns: 2000 },
  );
});
