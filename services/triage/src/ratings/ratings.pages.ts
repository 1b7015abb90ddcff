import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { answerPage, plainPage } from '@widecast/service-kit';
import type { Response } from 'express';
import { RatingLinks } from './rating-links.ts';
import { RatingsService } from './ratings.service.ts';

const button = (answer: string, label: string): string => `<form method="post" action="?answer=${answer}"><button>${label}</button></form><br>`;
const ASK = plainPage('Did our answer help you?', button('good', 'Yes · Да') + button('bad', 'No · Нет'));
const DONE = plainPage('Thank you', '<p>Your answer is noted. · Ваш ответ записан.</p>');
const UNKNOWN = plainPage('This link does not work', '<p>It may have been cut. Copy the whole link from the message and try again.</p>');

/** Where customers say whether an answer helped. */
@Controller('rating')
export class RatingsPages {
  constructor(private readonly links: RatingLinks, private readonly ratings: RatingsService) {}

  /** Changes nothing: scanners and mail programs follow links. */
  @Get(':token')
  ask(@Param('token') token: string, @Res({ passthrough: true }) response: Response): string {
    return answerPage(response, this.links.read(token) === undefined ? [404, UNKNOWN] : [200, ASK]);
  }

  @Post(':token')
  @HttpCode(200)
  async rate(@Param('token') token: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const ticketId = this.links.read(token);
    const given = new URLSearchParams(response.req.url.split('?')[1]).get('answer');
    if (ticketId === undefined || (given !== 'good' && given !== 'bad')) return answerPage(response, [404, UNKNOWN]);
    return answerPage(response, (await this.ratings.rate(ticketId, given === 'good')) ? [200, DONE] : [404, UNKNOWN]);
  }
}
