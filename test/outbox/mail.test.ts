import { describe, expect, it } from 'vitest';
import { checkMail, messageKeyOf } from '../../src/outbox/mail.ts';
import { mailOf } from './office.ts';

describe('a mail', () => {
  it.each([
    ['a recipient with a line feed', { to: 'a@nordnet.example\nBcc: b@sydnet.example' }],
    ['a recipient with a carriage return', { to: 'a@nordnet.example\r' }],
    ['two recipients', { to: 'a@nordnet.example,b@sydnet.example' }],
    ['a recipient with a name', { to: 'Anna <a@nordnet.example>' }],
    ['a recipient that is none', { to: 'nordnet.example' }],
    ['a subject of two lines', { subject: 'one\r\nBcc: b@sydnet.example' }],
    ['a subject with a Unicode line separator', { subject: 'one\u2028two' }],
    ['no subject', { subject: ' ' }],
    ['a subject that is too long', { subject: 'x'.repeat(251) }],
    ['no text', { text: '\n' }],
    ['a text with a NUL', { text: 'one\u0000' }],
    ['no key', { key: '' }],
    ['a key of two lines', { key: 'one\ntwo' }],
  ])('with %s is refused', (_what, changes) => {
    expect(() => checkMail({ ...mailOf('one'), ...changes })).toThrow(
      expect.objectContaining({ code: 'outbox.malformed' }),
    );
  });

  it('with Danish letters, tabs and blank lines is taken', () => {
    const text = 'Kære Åse\n\n\tblåbær\n';
    expect(() => checkMail(mailOf('one', { text, to: 'søren@æblegård.example' }))).not.toThrow();
  });

  it('has the same Message-ID whenever it is asked for, and another one in another installation', () => {
    const mail = mailOf('one');
    const salt = Buffer.alloc(16, 1);
    expect(messageKeyOf(mail, salt)).toBe(messageKeyOf({ ...mail }, salt));
    expect(messageKeyOf(mail, salt)).not.toBe(messageKeyOf(mail, Buffer.alloc(16, 2)));
    expect(messageKeyOf(mail, salt)).not.toBe(messageKeyOf(mailOf('two'), salt));
  });
});
