/** Mails to resellers, in both languages: complete, and safe to put into a mail. */
import { describe, expect, it } from 'vitest';
import { dayText, momentText } from '../../../src/evidence/index.ts';
import { type LetterFacts, letterOf } from '../../../src/evidence/request/messages.ts';
import { instant, localDate } from '../../../src/kernel/index.ts';

const facts: LetterFacts = {
  operator: 'Fiktiv Telefoni A/S',
  requestId: 12n,
  requester: 'microsoft',
  requestedBy: 'Kontrollant Å',
  resellerName: 'Nordnet ApS',
  customer: { id: 'acme', name: 'Kunde acme' },
  receivedAt: instant('2026-11-23T09:05:00Z'),
  firstReceivedAt: instant('2026-11-20T14:00:00Z'),
  dueOn: localDate('2026-11-26'),
  today: localDate('2026-11-23'),
};

describe('days and times in words', () => {
  it('are local', () => {
    expect(dayText(localDate('2026-11-26'), 'da')).toBe('torsdag den 26. november 2026');
    expect(dayText(localDate('2026-11-29'), 'en')).toBe('Sunday 29 November 2026');
    expect(momentText(instant('2026-06-30T22:30:00Z'), 'da')).toBe(
      'onsdag den 1. juli 2026 kl. 00.30',
    );
    expect(momentText(instant('2026-06-30T22:30:00Z'), 'en')).toBe(
      'Wednesday 1 July 2026 at 00:30',
    );
  });
});

describe('a mail to the reseller', () => {
  it.each([
    [
      'da' as const,
      [
        'Kære Nordnet ApS',
        'Microsoft ved Kontrollant Å beder om',
        'Kunde acme (kundenr. acme)',
        'mandag den 23. november 2026 kl. 10.05',
        'fredag den 20. november 2026 kl. 15.00',
        'senest torsdag den 26. november 2026',
        'Det skal I levere:',
        'Sådan gør I:',
        'Venlig hilsen\nFiktiv Telefoni A/S\n\nAnmodning 12\n',
      ],
    ],
    [
      'en' as const,
      [
        'Dear Nordnet ApS',
        'Microsoft, represented by Kontrollant Å, asks for',
        'Kunde acme (customer no. acme)',
        'Monday 23 November 2026 at 10:05',
        'Friday 20 November 2026 at 15:00',
        'by the end of Thursday 26 November 2026',
        'What to deliver:',
        'How:',
        'Kind regards\nFiktiv Telefoni A/S\n\nRequest 12\n',
      ],
    ],
  ])('says in %s who asks, about whom, what, until when and how', (language, sentences) => {
    const { text } = letterOf('receipt', facts, language);
    for (const sentence of sentences) expect(text).toContain(sentence);
  });

  it.each([
    [
      'receipt',
      'Dokumentation for licenser hos Kunde acme: svar senest torsdag den 26. november 2026 (anmodning 12)',
    ],
    [
      'reminder',
      'Påmindelse: dokumentation for licenser hos Kunde acme senest torsdag den 26. november 2026 (anmodning 12)',
    ],
    ['breach', 'Fristen er overskredet: dokumentation for licenser hos Kunde acme (anmodning 12)'],
  ] as const)('has a subject for a %s', (kind, subject) => {
    expect(letterOf(kind, facts, 'da').subject).toBe(subject);
  });

  it('is signed by the operator, and speaks of Flexfone as the one who was asked first', () => {
    const { text } = letterOf('receipt', facts, 'en');
    expect(text.match(/Flexfone/g)).toEqual(['Flexfone']);
    expect(text).toContain('Microsoft made it to Flexfone on Friday 20 November 2026');
  });

  it('says on the due day that it is today, and afterwards that it has passed', () => {
    const onDay = (today: string) =>
      letterOf('reminder', { ...facts, today: localDate(today) }, 'en').text;
    expect(onDay('2026-11-25')).not.toContain('tonight');
    expect(onDay('2026-11-26')).toContain('The deadline is midnight tonight.');
    expect(onDay('2026-11-27')).toContain('The deadline was the end of Thursday 26 November 2026.');
    expect(onDay('2026-11-27')).not.toContain('must be with us');
  });

  it('says so in its subject when the request was filed after its deadline', () => {
    const late = letterOf('receipt', { ...facts, today: localDate('2026-12-01') }, 'en');
    expect(late.subject).toMatch(/^Deadline passed/);
  });

  it('speaks of all customers where the reseller is asked', () => {
    const { subject, text } = letterOf('receipt', { ...facts, customer: undefined }, 'da');
    expect(subject).toContain('hos alle jeres kunder');
    expect(text).toContain('hos alle jeres kunder.');
  });

  it('stays one line of subject, whatever stands in a name', () => {
    const name = `Kunde\r\nBcc: x@y.example ${'æ'.repeat(300)}`;
    const { subject } = letterOf('reminder', { ...facts, customer: { id: 'k', name } }, 'da');
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThan(250);
  });
});
