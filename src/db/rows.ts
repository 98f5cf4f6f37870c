/**
 * The tables as kysely sees them. Most statements are written as SQL with their row type beside
 * them, so only the tables that the query builder touches stand here.
 */
import type { ColumnType, Generated } from 'kysely';

export interface Schema {
  'takst.series': {
    series: string;
    first_number: number;
    last_number: number;
    limit_number: number;
    last_issue_date: string | null;
  };
  'takst.billing_run': {
    run_id: Generated<bigint>;
    month: string;
    cut_off_batch: bigint;
    cut_off_at: ColumnType<Date, Date, never>;
    issue_date: string;
    started_by: string;
  };
}
