import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/documents/index.ts';
import { localDate, ore } from '../../src/kernel/index.ts';
import { contentKeyOf, contentOf, idempotencyKeyOf, laterOf } from '../../src/sending/delivery.ts';
import { attachmentName, documentLetter } from '../../src/sending/letter.ts';
import { sampleDocument } from '../documents/sample.ts';

const sections = [{ employees: 2, usage: 0, corrections: 0 }] as never;
const english = sampleDocument({ language: 'en', sections });
const creditNote: Document = {
  ...sampleDocument({ kind: 'credit-note', number: 50000001, sections }),
  total: ore(123_450),
  corrects: { number: 10000001, issueDate: localDate('2026-10-01'), reason: 'aftalt' },
};

describe('the mail with a document', () => {
  it('is in English where the document is', () => {
    const { subject, text } = documentLetter({ ...english, total: ore(123_456_789) }, [
      'pdf',
      'peppol',
    ]);
    expect(subject).toBe('Invoice 10000001 from Fiktiv Telefoni A/S');
    expect(text).toContain(
      'To pay: DKK 1,234,567.89\nDue date: 16 November 2026\nPayment line (FIK): +71<',
    );
    expect(text).toContain('Attached: PDF and XML.');
    expect(attachmentName(english, 'peppol')).toBe('invoice-10000001.xml');
  });

  it('of a credit note says off which invoice it is, and asks for no money', () => {
    const { subject, text } = documentLetter(creditNote, ['pdf']);
    expect(subject).toBe('Kreditnota 50000001 fra Fiktiv Telefoni A/S');
    expect(text).toContain(
      'Krediteret i alt: 1.234,50 kr.\nVedrører: Faktura 10000001 af 1. oktober 2026\n\n' +
        'Der skal ikke betales noget.',
    );
    expect(text).not.toMatch(/FIK|Forfaldsdato|At betale/);
    expect(attachmentName(creditNote, 'pdf')).toBe('kreditnota-50000001.pdf');
  });

  it('of an invoice of 0 kr says that there is nothing to pay', () => {
    const free = { ...english, total: ore(0), payment: undefined, dueDate: undefined };
    expect(documentLetter(free, ['pdf']).text).toContain('\n\nThere is nothing to pay.\n\n');
  });

  it('stays a mail of one subject and plain text, whatever a name holds', () => {
    const name = `Æ\r\nBcc: andre@sydnet.example\u2028\u202e${'x'.repeat(400)}`;
    const { seller, buyer } = english;
    const evil = { ...english, seller: { ...seller, name }, buyer: { ...buyer, name } };
    const { subject, text } = documentLetter(evil, ['pdf']);
    expect(subject.length).toBeLessThan(250);
    expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text).not.toMatch(/^Bcc/m);
  });
});

describe('one sending', () => {
  const sha256 = Buffer.alloc(32, 0xab);
  const key = { resellerId: 'R1', number: 10000001 };

  it('has one key at each attempt, and another where a person sends again', () => {
    expect(idempotencyKeyOf({ ...key, no: 1 }, sha256)).toBe(`10000001-${'ab'.repeat(32)}`);
    expect(idempotencyKeyOf({ ...key, no: 2 }, sha256)).toBe(`10000001-${'ab'.repeat(32)}-2`);
  });

  it('names its content so that it is found again', () => {
    expect(contentOf(contentKeyOf(10000001, 'peppol-pdf'))).toEqual({
      number: 10000001,
      format: 'peppol-pdf',
    });
    expect(contentOf('request 1 receipt')).toBeUndefined();
  });

  it('is tried again by the rule or when the other side wants it, but within a day', () => {
    const now = new Date('2026-11-23T08:00:00Z');
    const rule = new Date('2026-11-23T08:05:00Z');
    expect(laterOf(rule, now)).toEqual(rule);
    expect(laterOf(rule, now, 60)).toEqual(rule);
    expect(laterOf(rule, now, 3_600)).toEqual(new Date('2026-11-23T09:00:00Z'));
    expect(laterOf(rule, now, 10_000_000)).toEqual(new Date('2026-11-24T08:00:00Z'));
  });
});
