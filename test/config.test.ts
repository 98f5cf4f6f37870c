import { describe, expect, it } from 'vitest';
import { loadConfig, sellerOf } from '../src/config.ts';

const seller = {
  TAKST_SELLER_NAME: 'Fløjtespil Telefoni A/S',
  TAKST_SELLER_CVR: '99000007',
  TAKST_SELLER_ADDRESS: 'Kabelstræde 7',
  TAKST_SELLER_POSTCODE: '8000',
  TAKST_SELLER_CITY: 'Aarhus C',
  TAKST_SELLER_COUNTRY: 'DK',
  TAKST_SELLER_EMAIL: 'faktura@floejtespil.example',
  TAKST_SELLER_BANK_REG: '9999',
  TAKST_SELLER_BANK_ACCOUNT: '0001234567',
  TAKST_SELLER_FIK_CREDITOR: '89999999',
};

const refusalOf = (work: () => unknown): { code: string; message: string } => {
  try {
    work();
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('nothing was refused');
};

describe('the environment', () => {
  it('needs nothing: an embedded database under ./.takst, the user of the system', () => {
    const config = loadConfig({}, 'mette');
    expect(config.databaseUrl).toBeUndefined();
    expect(config.dataDir).toBe(`${process.cwd()}/.takst`);
    expect(config.user).toBe('mette');
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes the user from TAKST_USER before that of the system', () => {
    expect(loadConfig({ TAKST_USER: ' lone ' }, 'root').user).toBe('lone');
  });

  it('treats an empty variable as one that is not set', () => {
    const config = loadConfig({ DATABASE_URL: '', TAKST_DATA: ' ' }, 'x');
    expect(config.databaseUrl).toBeUndefined();
    expect(config.dataDir).toBe(`${process.cwd()}/.takst`);
  });

  it('names everything that is malformed at once, and never repeats a password', () => {
    const given = { DATABASE_URL: 'mysql://takst:hemmelig@db/x', TAKST_LOG_LEVEL: 'loud' };
    const { code, message } = refusalOf(() => loadConfig(given, 'x'));
    expect(code).toBe('config.malformed');
    expect(message).toContain('DATABASE_URL must begin with postgres://');
    expect(message).toContain('TAKST_LOG_LEVEL must be one of silent, error, warn, info, debug');
    expect(message).not.toContain('hemmelig');
  });
});

describe('who sells', () => {
  it('is read from the ten variables of SPEC 10', () => {
    expect(sellerOf(loadConfig(seller, 'x'))).toEqual({
      name: 'Fløjtespil Telefoni A/S',
      cvr: '99000007',
      gln: '',
      address: 'Kabelstræde 7',
      postcode: '8000',
      city: 'Aarhus C',
      country: 'DK',
      email: 'faktura@floejtespil.example',
      bankRegistration: '9999',
      bankAccount: '0001234567',
      fikCreditor: '89999999',
    });
  });

  it('is refused with the name of every variable that is missing', () => {
    const { code, message } = refusalOf(() => sellerOf(loadConfig({}, 'x')));
    expect(code).toBe('config.seller-incomplete');
    for (const name of Object.keys(seller)) expect(message).toContain(`${name} is missing`);
  });

  it.each([
    ['TAKST_SELLER_CVR', '1234567'],
    ['TAKST_SELLER_COUNTRY', 'Danmark'],
    ['TAKST_SELLER_EMAIL', 'faktura'],
    ['TAKST_SELLER_BANK_REG', '99999'],
    ['TAKST_SELLER_BANK_ACCOUNT', '12345678901'],
    ['TAKST_SELLER_FIK_CREDITOR', '8999999'],
    ['TAKST_SELLER_POSTCODE', '?'],
  ])('is refused where %s is %s, and only that is named', (name, value) => {
    const config = loadConfig({ ...seller, [name]: value }, 'x');
    const { message } = refusalOf(() => sellerOf(config));
    expect(message.match(/TAKST_SELLER_\w+/g)).toEqual([name]);
    expect(message).toContain(`${name} must be`);
  });
});
