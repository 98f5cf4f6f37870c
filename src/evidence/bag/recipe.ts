/**
 * VERIFY.txt: how anybody checks the pack without Takst, in Danish and English, in commands that
 * every Linux has (R37). The commands are those that a test runs, taken from this very text.
 */
import { tag } from './paths.ts';

/** Commands stand behind four blanks, and only they do. */
export function recipeText(name: string): Buffer {
  return Buffer.from([danish(name), english(name)].join(`\n${'-'.repeat(72)}\n\n`), 'utf8');
}

const commands = {
  enter: (name: string) => `    cd ${name}`,
  fingerprint: `    openssl pkey -pubin -in ${tag.key} -outform DER | sha256sum`,
  signatures: [
    [tag.tagManifest, tag.tagManifestSignature],
    [tag.manifest, tag.manifestSignature],
  ]
    .map(
      ([file, signature]) =>
        `    openssl pkeyutl -verify -rawin -pubin -inkey ${tag.key} -sigfile ${signature} -in ${file}`,
    )
    .join('\n'),
  hashes: `    sha256sum -c ${tag.tagManifest}\n    sha256sum -c ${tag.manifest}`,
  counts: `    find data -type f | wc -l\n    wc -l < ${tag.manifest}`,
} as const;

const danish = (name: string) => `SÅDAN KONTROLLERES PAKKEN UDEN TAKST

Der kræves sha256sum og OpenSSL 3.0 eller nyere. Pak ZIP-filen ud, og gå ind i
mappen:

${commands.enter(name)}

1. Er det afsenderens nøgle? Fingeraftrykket skal være det, som afsenderen har
   offentliggjort et andet sted end i denne pakke:

${commands.fingerprint}

2. Passer underskrifterne? Begge skal svare "Signature Verified Successfully":

${commands.signatures}

3. Er hver fil, som den var, da der blev skrevet under? Hver linje skal ende på
   "OK":

${commands.hashes}

4. Er der lagt filer til? De to tal skal være ens:

${commands.counts}

Eller med Takst: takst evidence verify PAKKE.zip
`;

const english = (name: string) => `HOW TO VERIFY THIS PACK WITHOUT TAKST

You need sha256sum and OpenSSL 3.0 or later. Unpack the ZIP and enter its
folder:

${commands.enter(name)}

1. Is it the sender's key? The fingerprint must be the one that the sender has
   published elsewhere than in this pack:

${commands.fingerprint}

2. Do the signatures fit? Both must answer "Signature Verified Successfully":

${commands.signatures}

3. Is each file as it was when it was signed? Each line must end in "OK":

${commands.hashes}

4. Were files added? The two numbers must be the same:

${commands.counts}

Or with Takst: takst evidence verify PACK.zip
`;
