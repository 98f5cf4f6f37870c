// Prints the SHA-256 of the pack of the three employees: run under other zones and locales.
import { hash } from 'node:crypto';
import { resultOf } from '../../../src/evidence/pack/result.ts';
import { sealedPack } from '../../../src/evidence/pack/sealed.ts';
import { signer } from '../bag/sample.ts';
import { threeEmployees } from './sample.ts';

const facts = threeEmployees();
process.stdout.write(hash('sha256', await sealedPack(facts, resultOf(facts), signer)));
