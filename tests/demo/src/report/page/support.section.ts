import type { Findings } from '../../findings.ts';
import { count } from '../progress.ts';
import { barRows, percent } from './bars.ts';

/** The tickets that came back, what they held, and the funnel that contacts passed by themselves. */
export function supportSection({ ticketReport, held, funnel }: Findings): string {
  const { tickets, complaints, complaintRate, complaintInterval, queues } = ticketReport;
  const [low, high] = (complaintInterval ?? [0, 0]).map((end) => percent(end * 100));
  const shareOf = (value: number): string => percent((value / Math.max(funnel.entered, 1)) * 100);
  return `<div class="columns"><section><h2>Tickets and holds</h2>
${barRows('Tickets by queue', queues.map(({ queue, tickets: value, complaints: part }) => ({ label: queue, value, part, note: part === 0 ? '' : `${count(part)} complaints` })))}
<p>${count(complaints)} of ${count(tickets)} are complaints, ${percent((complaintRate ?? 0) * 100)} (95 %: ${low} … ${high}).
While a complaint is open its writer gets no promotion: ${count(held)} messages of the second campaign are held.</p></section>
<section><h2>The boxed funnel</h2>
${barRows('Newcomers', [
  { label: 'entered', value: funnel.entered, note: '' },
  { label: 'welcomed by mail', value: funnel.mailed, note: shareOf(funnel.mailed) },
  { label: 'reached the goal', value: funnel.goal, note: shareOf(funnel.goal) },
  { label: 'the end without it', value: funnel.completed, note: shareOf(funnel.completed) },
])}
<p>Message, wait, branch on what they did, message, goal. A newcomer of the upper tiers is kept out.</p></section></div>`;
}
