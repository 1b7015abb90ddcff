import { US_BANDS } from '../laws.ts';
import { byTier, form, personal, type Region } from './region.ts';

const forms = [
  personal(['Sole proprietorship', 'DBA', 'Sole prop.'], byTier(46, 5, 0.2, 0.05)),
  form(['LLC', 'L.L.C.', 'Limited Liability Company', 'llc'], byTier(40, 52, 32, 16)),
  form(['Inc.', 'Inc', 'Incorporated', 'INC'], byTier(10, 34, 46, 56)),
  form(['Corp.', 'Corporation', 'Corp'], byTier(2, 7, 17, 24)),
  form(['LP', 'L.P.', 'LLP'], byTier(2, 2, 5, 4)),
];

export const america: Region = {
  id: 'US',
  law: US_BANDS,
  language: 'en',
  countries: { US: { weight: 1, forms } },
  headcountClasses: { SOHO: 80, SMB: 16, UMM: 1.8, ENTERPRISE: 0.15 },
  productivity: 1.25,
  people: {
    first: ['Alice', 'Ben', 'Carol', 'David', 'Emma', 'Frank', 'Grace', 'Henry', 'Iris', 'Jack', 'Karen', 'Leo', 'Maya', 'Nathan', 'Olivia', 'Peter'],
    last: ['Smith', 'Johnson', 'Lee', 'Brown', 'Miller', 'Davis', 'Lopez', 'Wilson', 'Moore', 'Clark', 'Hall', 'Young', 'King', 'Wright', 'Hill', 'Green'],
  },
  brands: [
    'Acme', 'Summit', 'Pioneer', 'Liberty', 'Evergreen', 'Cascade', 'Redwood', 'Lakeside', 'Keystone', 'Frontier', 'Bluebird', 'Ironwood', 'Sunrise', 'Granite', 'Harbor', 'Maple',
    'Northstar', 'Prairie', 'Riverbend', 'Silverline', 'Titan', 'Unity', 'Vanguardia', 'Westfield', 'Beacon', 'Copper', 'Dakota', 'Eagle', 'Falcon', 'Gateway', 'Heritage', 'Juniper',
  ],
  cities: ['Austin', 'Denver', 'Tampa', 'Omaha', 'Portland', 'Boise', 'Toledo', 'Raleigh'],
  branchWord: 'Branch',
  freeMail: { 'gmail.com': 62, 'yahoo.com': 16, 'outlook.com': 8, 'hotmail.com': 5, 'aol.com': 4, 'icloud.com': 5 },
  freeMailShare: byTier(0.5, 0.12, 0.03, 0.015),
  titles: byTier(
    ['Owner', 'Founder', 'President', 'Freelancer', 'Bookkeeper', 'Manager', 'Consultant', 'CEO', 'Owner/Operator'],
    ['CEO', 'President', 'General manager', 'Office manager', 'Controller', 'IT administrator', 'Sales manager', 'Owner', 'VP of Sales'],
    ['IT director', 'CFO', 'HR director', 'Purchasing manager', 'VP of Operations', 'Marketing manager', 'Systems engineer', 'Head of IT'],
    ['Head of IT procurement', 'Group CFO', 'SVP Technology', 'Senior Director, Enterprise Applications', 'Strategic sourcing manager', 'CIO', 'Analyst', 'Program manager', 'VP Global Workplace'],
  ),
  seatPrice: 150,
  foreign: { EUR: 1 },
};
