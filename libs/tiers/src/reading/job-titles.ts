export const jobTitles = ['owner', 'group', 'officer', 'department', 'chief', 'staff'] as const;
/** What a title says of the size of the company: an owner works himself, a group has departments of departments. */
export type JobTitleKind = (typeof jobTitles)[number];

/** The first that fits is taken. */
const PATTERNS: readonly (readonly [JobTitleKind, RegExp])[] = [
  ['group', /\b(group|global|enterprise|svp|evp|corporate|strategic sourcing|category manager|senior director|program manager|procurement|bereichsleiter|vice president)\b|группы|департамент|управления|вице-президент|направления|главный специалист|холдинг|по закупкам/],
  ['owner', /\b(owner|founder|co-?founder|freelancer|proprietor|self-employed|titolare|gérant|inhaber|bookkeeper|consultant)\b|владел|собственник|основател|предпринимател|самозанят|учредител/],
  ['officer', /\b(cfo|cio|cto|cmo|coo|vp|head of|leiter|(it|hr|finance|marketing|sales|plant|purchasing) (director|manager)|systems engineer|controller)\b|финансовый директор|директор по|коммерческий директор|исполнительный директор/],
  ['department', /начальник|руководитель|заместитель|главный бухгалтер|chief accountant|\b(operations|general|office) manager\b|administrator|администратор|офис-менеджер/],
  ['chief', /\b(ceo|president|director|geschäftsführer|managing director)\b|директор/],
];

export function jobTitleNamed(title: string): JobTitleKind | undefined {
  const lower = title.trim().toLowerCase();
  return lower === '' ? undefined : (PATTERNS.find(([, pattern]) => pattern.test(lower))?.[0] ?? 'staff');
}
