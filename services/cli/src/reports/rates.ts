export const percent = (value: unknown): string => (typeof value === 'number' ? `${(100 * value).toFixed(2)} %` : '–');
export const interval = (value: unknown): string => (Array.isArray(value) ? `${percent(value[0])} … ${percent(value[1])}` : '–');
