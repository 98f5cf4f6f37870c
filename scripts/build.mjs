// Compiles src to dist and marks the program executable, so that `npx takst` works in a checkout.
// An installation without the tools of development (npm ci --omit=dev) keeps the dist that it has.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = `${root}/node_modules/typescript/bin/tsc`;
if (existsSync(compiler)) {
  rmSync(`${root}/dist`, { recursive: true, force: true });
  execFileSync(process.execPath, [compiler, '-p', root], { stdio: 'inherit' });
  chmodSync(`${root}/dist/main.js`, 0o755);
} else {
  const found = existsSync(`${root}/dist/main.js`) ? 'dist stays as it is' : 'there is no dist';
  console.log(`Not built, since typescript is not installed: ${found}.`);
}
