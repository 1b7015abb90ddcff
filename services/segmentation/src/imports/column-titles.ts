import { TITLE_FIELDS } from '../tiers/account-company.ts';
import type { ImportColumn } from './import-columns.ts';

/** A refusal in the file: no column of ours, since it says the opposite of a consent. */
export const REFUSAL = 'refusal';

const ADDRESS = titlesOf('email|mail|e mail|email address|e mail address|mail address|почта|эл почта|электронная почта|эл адрес|электронный адрес|адрес электронной почты|адрес эл почты|имейл|емейл|мейл');

/** What titles of other programs, English and Russian, may mean here; the likelier ones of a meaning first. */
const MEANINGS: readonly (readonly [string, string])[] = [
  ['name', 'full name|fullname|contact name|фио|ф и о|имя и фамилия|контактное лицо|first name|firstname|given name|имя'],
  ['external_id', 'customer id|client id|user id|contact id|crm id|id|код клиента|id клиента'],
  ['language', 'lang|locale|язык'],
  ['account_name', 'company|company name|organization|organisation|organization name|organisation name|firm|employer|компания|название компании|организация|наименование организации|наименование|фирма|юрлицо|юридическое лицо'],
  ['account.inn', 'inn|инн|инн компании|инн организации'],
  ['account.tax_id', 'tax id|tax number|taxpayer id|tin'],
  ['account.vat_id', 'vat|vat id|vat number|vat no'],
  ['account.employees', 'employees|number of employees|employee count|employees count|num employees|headcount|staff|company size|сотрудников|сотрудники|кол во сотрудников|количество сотрудников|число сотрудников|численность|численность персонала|штат'],
  ['account.revenue', 'revenue|annual revenue|yearly revenue|turnover|annual turnover|выручка|годовая выручка|выручка за год|оборот|годовой оборот'],
  ['account.currency', 'revenue currency|currency|валюта выручки|валюта'],
  ['account.seats', 'seats|licences|licenses|число лицензий|количество лицензий|лицензий|лицензии|рабочих мест'],
  ['account.spend', 'annual spend|yearly spend|spend per year|spend a year|оплаты за год|сумма оплат за год'],
  ['account.parent', 'parent company|parent account|holding|головная компания|материнская компания|холдинг'],
  ['account.industry', 'industry|sector|отрасль|сфера деятельности|вид деятельности'],
  ['account.legal_form', 'legal form|опф|правовая форма|организационно правовая форма'],
  ['account.website', 'website|web site|site|company website|сайт|сайт компании'],
  ['title', 'job title|jobtitle|job position|job role'],
  ['consent', 'opt in|optin|email opt in|marketing opt in|marketing consent|email consent|accepts marketing|accepts email marketing|subscribed|subscription|newsletter|согласие|согласие на рассылку|согласие на рекламу|согласен|подписка|подписан|рассылка'],
  ['consent.personal_data', 'согласие на обработку персональных данных|согласие на обработку пдн|согласие пдн|data processing consent|privacy consent|gdpr consent|gdpr'],
  [REFUSAL, 'unsubscribed|opt out|optout|email opt out|do not email|do not contact|blacklisted|blocklisted|отписан|отписался|отписка|отказ|отказ от рассылки|не писать'],
];
const JOB_TITLES: ReadonlySet<string> = new Set(TITLE_FIELDS);
const TITLES = new Map(MEANINGS.flatMap(([meaning, titles]) => [...titlesOf(titles)].map((title, rank) => [title, { meaning, rank }] as const)));

/** Whether a column of addresses is called so in files that programs write. */
export const isAddressTitle = (title: string): boolean => ADDRESS.has(plain(title));

/**
 * What columns that are attributes now look like, by their titles: nobody is asked to believe it, and it is used only where somebody says so.
 * A meaning that another column has already, by its name or by a likelier title, is not given again.
 */
export function suggestionsFor(columns: readonly ImportColumn[]): Map<string, string> {
  const taken = new Set(columns.filter(({ kind }) => kind !== 'attribute').map(meaningOf));
  const looks = columns.flatMap((column) => {
    const like = isUnnamed(column) ? TITLES.get(plain(column.title)) : undefined;
    return like && !taken.has(like.meaning) ? [{ title: column.title, ...like }] : [];
  });
  const likeliest = looks.filter(({ meaning, rank }) => looks.every((other) => other.meaning !== meaning || other.rank >= rank));
  return new Map(likeliest.map(({ title, meaning }) => [title, meaning]));
}

/** What a column means, as it is shown: `email`, `account.employees`, `attributes.city`. */
export function meaningOf(column: ImportColumn): string {
  if (column.kind === 'signal') return `account.${column.name}`;
  return column.kind === 'attribute' ? `attributes.${column.name}` : column.kind;
}

/** Whether it says to what somebody agreed, or did not: never taken from a title alone. */
export const isOfConsent = (meaning: string): boolean => meaning === REFUSAL || meaning.startsWith('consent');

/** Who gives an attribute another name has said what it is; what is heard as a job title needs no other, and what has one of these signs nobody could name. */
const isUnnamed = (column: ImportColumn): boolean => column.kind === 'attribute' && column.name === column.title && !JOB_TITLES.has(column.name) && !/[=;]/.test(column.title);

function titlesOf(titles: string): ReadonlySet<string> {
  return new Set(titles.split('|'));
}

function plain(title: string): string {
  return title.toLowerCase().replaceAll('ё', 'е').replaceAll(/[\s_.:*()-]+/g, ' ').trim();
}
