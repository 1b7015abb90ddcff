import { startService } from '@widecast/service-kit';
import { triage } from '../src/index.ts';
import { SmtpIntake } from '../src/smtp/smtp-intake.ts';

const SECRET = 'a secret of tests, thirty-two characters';

const service = await startService(triage, { env: { DATABASE_URL: process.argv[2] ?? '', WIDECAST_INTERNAL_SECRET: SECRET, TICKETS_SMTP_PORT: '0', LOG_LEVEL: 'error' } });
process.send?.(service.app.get(SmtpIntake).port);
