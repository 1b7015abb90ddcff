import { CreateBrandsAndTemplates1764200000000 } from './1764200000000-create-brands-and-templates.ts';
import { CreateCampaigns1764200000001 } from './1764200000001-create-campaigns.ts';
import { CreateLedger1764200000002 } from './1764200000002-create-ledger.ts';
import { CreateFences1764200000003 } from './1764200000003-create-fences.ts';
import { CreateReplies1764200000004 } from './1764200000004-create-replies.ts';
import { CreateMailbox1764200000005 } from './1764200000005-create-mailbox.ts';
import { CreateMessages1764200000006 } from './1764200000006-create-messages.ts';
import { CreateSendingPolicy1764200000007 } from './1764200000007-create-sending-policy.ts';
import { CreateChannels1764200000008 } from './1764200000008-create-channels.ts';
import { CreateDatabaseClock1764200000009 } from './1764200000009-create-database-clock.ts';
import { CreateLedgerCounts1764200000010 } from './1764200000010-create-ledger-counts.ts';
import { CreateLedgerArchives1764200000011 } from './1764200000011-create-ledger-archives.ts';
import { CreateThrottles1764200000012 } from './1764200000012-create-throttles.ts';
import { CreateRelayFaults1764200000013 } from './1764200000013-create-relay-faults.ts';
import { CreateDkimKeys1764200000014 } from './1764200000014-create-dkim-keys.ts';

/** In the order in which they run. */
export const MIGRATIONS = [
  CreateBrandsAndTemplates1764200000000, CreateCampaigns1764200000001, CreateLedger1764200000002, CreateFences1764200000003,
  CreateReplies1764200000004, CreateMailbox1764200000005, CreateMessages1764200000006, CreateSendingPolicy1764200000007,
  CreateChannels1764200000008, CreateDatabaseClock1764200000009, CreateLedgerCounts1764200000010, CreateLedgerArchives1764200000011, CreateThrottles1764200000012,
  CreateRelayFaults1764200000013, CreateDkimKeys1764200000014,
] as const;
