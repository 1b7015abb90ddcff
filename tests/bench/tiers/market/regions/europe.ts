import { EU_2003_361 } from '../laws.ts';
import { byTier, form, personal, type Country, type Region } from './region.ts';

const LIMITED = byTier(38, 80, 68, 35);
const STOCK = byTier(0.4, 4, 22, 58);
const SOLE = byTier(58, 9, 0.4, 0.05);

const countries: Readonly<Record<string, Country>> = {
  DE: {
    weight: 30,
    forms: [
      personal(['Einzelunternehmen', 'e.K.', 'Inh.'], SOLE), form(['GbR'], byTier(7, 1, 0, 0)), form(['UG (haftungsbeschränkt)', 'UG'], byTier(8, 2, 0, 0)),
      form(['GmbH', 'G.m.b.H.', 'Gesellschaft mit beschränkter Haftung', 'gmbh'], LIMITED), form(['GmbH & Co. KG', 'GmbH + Co KG'], byTier(3, 15, 20, 14)),
      form(['AG', 'Aktiengesellschaft'], STOCK), form(['SE'], byTier(0, 0, 1, 8)),
    ],
  },
  FR: { weight: 24, forms: [personal(['EI', 'Entrepreneur individuel'], SOLE), form(['SARL', 'S.A.R.L.'], LIMITED), form(['SAS', 'S.A.S.'], LIMITED), form(['S.A.', 'SA', 'Société anonyme'], STOCK)] },
  IT: { weight: 20, forms: [personal(['Ditta individuale'], SOLE), form(['S.r.l.', 'SRL', 'Srl'], LIMITED), form(['S.p.A.', 'SPA', 'Spa'], STOCK)] },
  ES: { weight: 18, forms: [personal(['Autónomo'], SOLE), form(['S.L.', 'SL', 'Sociedad Limitada'], LIMITED), form(['S.A.', 'SA', 'Sociedad Anónima'], STOCK)] },
  IE: { weight: 8, forms: [personal(['Sole trader'], SOLE), form(['Ltd', 'Limited', 'Ltd.', 'LTD'], LIMITED), form(['PLC', 'plc', 'Public Limited Company'], STOCK)] },
};

export const europe: Region = {
  id: 'EU',
  law: EU_2003_361,
  language: 'en',
  countries,
  headcountClasses: { SOHO: 83, SMB: 13, UMM: 1.3, ENTERPRISE: 0.13 },
  productivity: 1,
  people: {
    first: ['Anna', 'Luca', 'Marie', 'Jonas', 'Elena', 'Pablo', 'Claire', 'Felix', 'Giulia', 'Hugo', 'Ines', 'Karl', 'Laura', 'Marco', 'Nora', 'Sean'],
    last: ['Müller', 'Rossi', 'Dubois', 'García', 'Weber', 'Bianchi', 'Laurent', 'Moreno', 'Schäfer', 'Conti', 'Girard', 'Ortega', 'Vogel', 'Greco', 'Byrne', 'Kelly'],
  },
  brands: [
    'Alpen', 'Nordwind', 'Bellavista', 'Lumière', 'Sol', 'Hansa', 'Adler', 'Primavera', 'Mistral', 'Costa', 'Aurora', 'Delta', 'Optima', 'Nova', 'Vega', 'Terra', 'Rhein', 'Loire',
    'Iberia', 'Lagan', 'Kaiser', 'Fontana', 'Soleil', 'Torres', 'Shannon', 'Brücke', 'Castello', 'Prado', 'Étoile', 'Meridian', 'Atlas', 'Linde',
  ],
  cities: ['Hamburg', 'Lyon', 'Torino', 'Sevilla', 'Cork', 'Leipzig', 'Nantes', 'Bologna'],
  branchWord: 'Branch',
  freeMail: { 'gmail.com': 48, 'gmx.de': 10, 'web.de': 8, 'orange.fr': 8, 'libero.it': 8, 'hotmail.com': 8, 'outlook.com': 6, 't-online.de': 4 },
  freeMailShare: byTier(0.48, 0.14, 0.04, 0.02),
  titles: byTier(
    ['Owner', 'Founder', 'Director', 'Geschäftsführer', 'Gérant', 'Freelancer', 'Titolare', 'Manager', 'Office manager'],
    ['Managing Director', 'Geschäftsführer', 'Office manager', 'Sales manager', 'Chief accountant', 'IT administrator', 'Owner', 'Operations manager', 'Director'],
    ['Head of IT', 'Finance director', 'HR director', 'Purchasing manager', 'Managing Director', 'Leiter Einkauf', 'Marketing manager', 'Plant manager'],
    ['Head of IT procurement', 'Group CFO', 'Vice President Operations', 'Category manager IT', 'CIO', 'Specialist', 'Global account lead', 'Director Corporate IT', 'Bereichsleiter Einkauf'],
  ),
  seatPrice: 120,
  foreign: { USD: 5 },
};
