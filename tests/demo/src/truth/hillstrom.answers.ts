/** The published experiment has this many rows; the answers hold for it alone. */
export const HILLSTROM_ROWS = 64_000;

export interface KnownAnswer {
  readonly customers: number;
  readonly visits: number;
  /** In percent, as the literature rounds it. */
  readonly visitPercent: string;
  readonly conversions: number;
  readonly conversionPercent: string;
  readonly spend: string;
  readonly spendPerCustomer: string;
}

/** What is known of the experiment apart from any program of ours. */
export const HILLSTROM_ANSWERS: Readonly<Record<string, KnownAnswer>> = {
  'Mens E-Mail': {
    customers: 21_307, visits: 3_894, visitPercent: '18.276', conversions: 267, conversionPercent: '1.2531', spend: '30311.69', spendPerCustomer: '1.42262',
  },
  'Womens E-Mail': {
    customers: 21_387, visits: 3_238, visitPercent: '15.140', conversions: 189, conversionPercent: '0.8837', spend: '23038.11', spendPerCustomer: '1.07720',
  },
  'No E-Mail': {
    customers: 21_306, visits: 2_262, visitPercent: '10.617', conversions: 122, conversionPercent: '0.5726', spend: '13908.33', spendPerCustomer: '0.65279',
  },
};
