/**
 * A letter as the bytes of a message (RFC 5322), and who it is from and to. The same letter gives
 * the same bytes at each attempt: also what parts the text from attachments is made of its id. Reads no file and no address of the web, whatever the text looks like.
 */
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter } from '../outbox/index.ts';

export interface Message {
  readonly envelope: { readonly from: string; readonly to: string[] };
  readonly bytes: Buffer;
}

/** Composes the message; addresses with other letters than ASCII after the @ become punycode. */
export async function composeMessage(letter: Letter, from: string): Promise<Message> {
  const node = new MailComposer({
    from: { name: '', address: from },
    to: { name: '', address: letter.to },
    subject: letter.subject,
    text: letter.text,
    textEncoding: 'quoted-printable',
    date: letter.writtenAt,
    messageId: `<${letter.messageId}>`,
    // What parts a message with attachments must be the same at each attempt, too.
    baseBoundary: letter.messageId.replace(/[^0-9a-zA-Z]/g, '').slice(0, 40),
    attachments: letter.attachments?.map(({ fileName, mediaType, bytes }) => ({
      filename: fileName,
      contentType: mediaType,
      contentDisposition: 'attachment' as const,
      contentTransferEncoding: 'base64' as const,
      content: bytes,
    })),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from: sender, to } = node.getEnvelope();
  const bytes = await node.build();
  return { envelope: { from: sender || from, to: [...to] }, bytes };
}
