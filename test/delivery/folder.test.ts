import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropFolder } from '../../src/delivery/index.ts';
import { openFolder } from '../sending/places.ts';

const file = { name: '10000001.pdf', bytes: Buffer.from('en faktura') };

let folder: Awaited<ReturnType<typeof openFolder>>;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.close());

describe('a file put into a folder', () => {
  it('is there whole, under its name alone', async () => {
    expect(await dropFolder(folder.path).put([file])).toEqual({ outcome: 'sent', answer: '' });
    expect(await folder.names()).toEqual(['10000001.pdf']);
    expect(await folder.read('10000001.pdf')).toEqual(file.bytes);
  });

  it('that is there already with the same bytes is done, and there is no second one', async () => {
    await dropFolder(folder.path).put([file]);
    expect(await dropFolder(folder.path).put([file])).toMatchObject({ outcome: 'sent' });
    expect(await folder.names()).toEqual(['10000001.pdf']);
  });

  it('is not put over another content', async () => {
    await writeFile(join(folder.path, file.name), 'noget andet');
    expect(await dropFolder(folder.path).put([file])).toEqual({
      outcome: 'refused',
      answer: '10000001.pdf is another file',
    });
    expect(await folder.read(file.name)).toEqual(Buffer.from('noget andet'));
  });

  it('takes the place of what a killed sender left unfinished, and follows no link there', async () => {
    const elsewhere = join(folder.path, 'elsewhere');
    await writeFile(elsewhere, 'fremmed');
    await symlink(elsewhere, join(folder.path, '.10000001.pdf.unfinished'));
    expect(await dropFolder(folder.path).put([file])).toMatchObject({ outcome: 'sent' });
    expect(await folder.read('elsewhere')).toEqual(Buffer.from('fremmed'));
    expect(await folder.names()).toEqual(['10000001.pdf', 'elsewhere']);
  });

  it('waits where the folder is not there, which is not made', async () => {
    const gone = join(folder.path, 'unmounted');
    expect(await dropFolder(gone).put([file])).toEqual({
      outcome: 'failed',
      answer: 'ENOENT',
      everybody: true,
    });
    await expect(rm(gone)).rejects.toThrow('ENOENT');
  });
});
