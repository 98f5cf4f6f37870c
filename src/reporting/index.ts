/** Reports: questions that finance and compliance ask again and again, in SQL or in a stage's rule. */
export { findReport, listReports, runReport } from './catalogue.ts';
export { excelCsv, reportCsv } from './report-csv.ts';
export type { ReportColumn, ReportHead, ReportParameter } from './report-file.ts';
export type { ReportRow } from './report-query.ts';
