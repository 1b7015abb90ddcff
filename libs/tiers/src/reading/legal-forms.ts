export const legalForms = ['person', 'small', 'limited', 'partnership', 'mixed', 'corporation', 'stock', 'public', 'state', 'nonprofit'] as const;
/** Kinds of legal forms by how large who takes them is, from a person in business to a listed company. */
export type LegalFormKind = (typeof legalForms)[number];

const NAMES: Readonly<Record<LegalFormKind, readonly string[]>> = {
  person: [
    'ип', 'индивидуальный предприниматель', 'самозанятый', 'нпд', 'пбоюл', 'фоп', 'sole proprietorship', 'sole proprietor', 'sole prop', 'sole trader', 'dba', 'ek', 'einzelunternehmen', 'inh',
    'ei', 'entrepreneur individuel', 'entreprise individuelle', 'auto-entrepreneur', 'ditta individuale', 'autónomo', 'autonomo', 'ip',
  ],
  small: ['ug', 'ug (haftungsbeschränkt)', 'eurl'],
  limited: [
    'ооо', 'общество с ограниченной ответственностью', 'ooo', 'тоо', 'gmbh', 'gesellschaft mit beschränkter haftung', 'ltd', 'limited', 'llc', 'limited liability company', 'sarl', 'sas', 'sasu', 'srl',
    'sl', 'slu', 'sociedad limitada', 'sp z oo', 'bv', 'bvba', 'kft', 'sro', 'ab', 'aps', 'as', 'oy', 'pty ltd', 'pvt ltd', 'lda', 'doo',
  ],
  partnership: ['gbr', 'ohg', 'kg', 'lp', 'llp', 'snc', 'партнерство', 'тнв'],
  mixed: ['gmbh & co kg', 'gmbh + co kg', 'gmbh und co kg', 'ag & co kg', 'kgaa'],
  corporation: ['inc', 'incorporated', 'corp', 'corporation'],
  stock: ['ао', 'акционерное общество', 'зао', 'jsc', 'ao', 'zao', 'cjsc', 'ag', 'aktiengesellschaft', 'se', 'sa', 'société anonyme', 'sociedad anónima', 'spa', 'nv'],
  public: ['пао', 'публичное акционерное общество', 'оао', 'pjsc', 'pao', 'ojsc', 'oao', 'plc', 'public limited company'],
  state: ['фгуп', 'гуп', 'муп', 'фгбу', 'гбу', 'мбу', 'fgup', 'gup', 'gbu'],
  nonprofit: ['ано', 'автономная некоммерческая организация', 'нко', 'фонд', 'ano', 'ev', 'foundation', 'ngo', 'gemeinnützige gmbh', 'ggmbh'],
};

const KINDS: ReadonlyMap<string, LegalFormKind> = new Map(legalForms.flatMap((kind) => NAMES[kind].map((name) => [name, kind] as const)));
const LONGEST = 5;

const wordsOf = (text: string): string[] => text.toLowerCase().replaceAll(/[.]/g, '').replaceAll(/[«»“”",;]/g, ' ').split(/\s+/).filter((word) => word !== '');

/** The kind of a legal form by its name, or undefined where it is none that is known. */
export function legalFormNamed(name: string): LegalFormKind | undefined {
  return KINDS.get(wordsOf(name).join(' '));
}

/** The legal form that begins or ends the name of a company, the longest that fits. */
export const legalFormIn = (companyName: string): LegalFormKind | undefined => formIn(wordsOf(companyName))?.kind;

/** The words of a company's name in small letters, without the legal forms that it begins and ends with. */
export function withoutLegalForm(companyName: string): string[] {
  let words = wordsOf(companyName);
  for (let form = formIn(words); form; form = formIn(words)) words = form.others;
  return words;
}

function formIn(words: readonly string[]): { kind: LegalFormKind; others: string[] } | undefined {
  for (let count = Math.min(LONGEST, words.length - 1); count >= 1; count -= 1) {
    const atEnd = KINDS.get(words.slice(-count).join(' '));
    if (atEnd) return { kind: atEnd, others: words.slice(0, -count) };
    const atStart = KINDS.get(words.slice(0, count).join(' '));
    if (atStart) return { kind: atStart, others: words.slice(count) };
  }
  return undefined;
}
