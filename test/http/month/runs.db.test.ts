import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runListing } from '../../../src/billing/index.ts';
import { loadConfig } from '../../../src/config.ts';
import { sql } from '../../../src/db/index.ts';
import { documentsRoutes } from '../../../src/http/api/documents/index.ts';
import { monthRoutes, stopRuns } from '../../../src/http/api/month/index.ts';
import { call, customer, employee, openWorld, resellers, type World } from '../../month-world.ts';
import { asking, refusedAs, sellingConfig, streamed } from '../asked.ts';

let world: World;
let ask: ReturnType<typeof asking>;
const now = new Date('2026-11-02T08:00:00Z');
const october = { month: '2026-10', issue_date: '2026-11-02' };

/** Calls of 30 kr for acme of R1 and of 60 kr for bravo of R2, in October. */
const files = {
  resellers,
  customers: [customer('acme', 'R1'), customer('bravo', 'R2')],
  employees: [employee('anna', 'acme', 201), employee('bo', 'bravo', 301)],
  calls: [
    call('c1', 'acme', '+4533001122', '2026-10-05T10:00:00+02:00', 6_000),
    call('c2', 'bravo', '+4533001122', '2026-10-05T10:00:00+02:00', 12_000),
  ],
};

beforeEach(async () => {
  world = await openWorld();
  const routes = [...monthRoutes, ...documentsRoutes];
  ask = asking(world.database, routes, () => now, sellingConfig());
  await world.take('2026-10-31', files);
});
afterEach(async () => {
  await stopRuns(world.database);
  await world.close();
});

const started = async (body: object): Promise<string> => {
  const { status, body: run } = await ask('finance', 'startRun', { body });
  expect(status).toBe(202);
  return run.id;
};

interface Event {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: as the API says it
  readonly run: any;
}

/** All events of a run, until the stream ends. */
const eventsOf = async (id: string): Promise<Event[]> => {
  const followed = await ask('compliance', 'followRun', { params: { run_id: id } });
  const blocks = (await streamed(followed)).split('\n\n').filter(Boolean);
  return blocks.map((block) => {
    const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
    return { event, run: JSON.parse(data) };
  });
};

const outcomeOf = async (id: string) => (await eventsOf(id)).at(-1)?.run;

describe('a run that is asked for', () => {
  it('goes on after the answer, and its events end with the outcome', async () => {
    const id = await started(october);
    const events = await eventsOf(id);
    expect(events.at(-1)?.event).toBe('outcome');
    const others = events.slice(0, -1);
    expect(others.every(({ event, run }) => event === 'progress' && run.state === 'running')).toBe(
      true,
    );
    const { run } = events.at(-1) as Event;
    expect(run).toMatchObject({
      id,
      state: 'done',
      stage: 'issuing',
      done: 2,
      total: 2,
      requested_by: 'finance@takst.example',
      outcome: { month: '2026-10', dry_run: false, documents: 2, net: '90.00', total: '112.50' },
      refusal: null,
    });
    const shown = await ask('operator', 'getRun', { params: { run_id: id } });
    expect(shown.body).toEqual(run);
    const { body: months } = await ask('finance', 'listBilledMonths');
    expect(months.items).toMatchObject([{ month: '2026-10', report: run.outcome }]);
  });

  it('comes to what billMonth comes to', async () => {
    const dry = await outcomeOf(await started({ ...october, dry_run: true }));
    expect(dry).toMatchObject({ state: 'done', outcome: { dry_run: true, net: '90.00' } });
    expect(await world.documents()).toEqual([]);
    const billed = runListing(
      await world.bill('2026-10', '2026-11-02', { issueDate: '2026-11-02' }),
    );
    const { documents, net, vat, total, records, quarantine, exceptions } = dry.outcome;
    expect(billed).toMatchObject({ documents, net, vat, total, records, quarantine, exceptions });
    expect(await world.verify()).toBeUndefined();
    const again = await outcomeOf(await started(october));
    expect(again.outcome).toMatchObject({ documents: 0, net: '0.00' });
  });

  it('tells in its outcome what forbids it', async () => {
    const early = await outcomeOf(await started({ month: '2026-11' }));
    expect(early).toMatchObject({
      state: 'refused',
      outcome: null,
      refusal: { code: 'billing.month-not-ended' },
    });
  });

  it('is not begun while another goes on, nor without a seller', async () => {
    const id = await started(october);
    expect(await refusedAs(ask('finance', 'startRun', { body: october }))).toBe(
      'billing.run-asked-for',
    );
    await outcomeOf(id);
    const nobody = asking(world.database, monthRoutes, () => now, loadConfig({}));
    expect(await refusedAs(nobody('finance', 'startRun', { body: october }))).toBe(
      'config.seller-incomplete',
    );
  });

  it('is only for finance to ask for, and for the house to look at', async () => {
    for (const who of ['operator', 'compliance', 'reseller R1', 'auditor', 'system']) {
      expect(await refusedAs(ask(who, 'startRun', { body: october }))).toBe('access.not-found');
    }
    const id = await started({ ...october, dry_run: true });
    await outcomeOf(id);
    for (const who of ['reseller R1', 'auditor', 'microsoft', 'system']) {
      for (const name of ['listRuns', 'getRun', 'followRun', 'listBilledMonths']) {
        const asked = ask(who, name, { params: { run_id: id } });
        expect(await refusedAs(asked)).toBe('access.not-found');
      }
    }
    const unknown = { params: { run_id: '4711' } };
    expect(await refusedAs(ask('finance', 'followRun', unknown))).toBe(
      'billing.run-request-unknown',
    );
  });
});

describe('a run that is cut short', () => {
  it('is stopped with the server, issues nothing, and goes on when asked again', async () => {
    const id = await started(october);
    await stopRuns(world.database);
    const stopped = await ask('finance', 'getRun', { params: { run_id: id } });
    expect(stopped.body).toMatchObject({
      state: 'stopped',
      refusal: { code: 'billing.run-stopped' },
    });
    expect(await world.documents()).toEqual([]);
    const again = await outcomeOf(await started(october));
    expect(again).toMatchObject({ state: 'done', outcome: { documents: 2, net: '90.00' } });
    expect(await world.verify()).toBeUndefined();
  });

  it('is abandoned where nobody beats for it, and another may be asked for', async () => {
    // As a killed instance leaves it: asked for, and no sign of life for half a minute.
    await world.database.transaction('writer', async (tx) => {
      await sql`insert into takst.billing_run_request (month, dry_run, requested_at, requested_by,
        channel) values ('2026-10-01', false, now(), 'finance', 'test')`.execute(tx.db);
      await sql`insert into takst.billing_run_progress (request_id, stage, done, total, beat_at)
        select request_id, 'computing', 1, 2, clock_timestamp() - interval '31 seconds'
        from takst.billing_run_request`.execute(tx.db);
    });
    const { body } = await ask('finance', 'listRuns');
    expect(body.items).toMatchObject([{ state: 'abandoned', stage: 'computing', outcome: null }]);
    const [{ id }] = body.items;
    expect(await eventsOf(id)).toMatchObject([{ event: 'outcome', run: { state: 'abandoned' } }]);
    expect(await outcomeOf(await started(october))).toMatchObject({ state: 'done' });
  });

  it('is listed newest first, page by page', async () => {
    const ids: string[] = [];
    for (const dry_run of [true, true, false]) {
      const id = await started({ ...october, dry_run });
      await outcomeOf(id);
      ids.unshift(id);
    }
    const first = await ask('finance', 'listRuns', { query: { limit: '2' } });
    const rest = await ask('finance', 'listRuns', { query: { cursor: first.body.next_cursor } });
    const listed = [...first.body.items, ...rest.body.items].map((it: { id: string }) => it.id);
    expect(listed).toEqual(ids);
    expect(rest.body.next_cursor).toBeNull();
  });
});
