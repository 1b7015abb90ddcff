import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Conflict, Invalid, NotFound } from './domain-error.ts';
import { problemOf } from './problem.ts';

class CampaignNotLaunchable extends Conflict {}

describe('problemOf', () => {
  it('names what a domain error says, by its class', () => {
    expect(problemOf(new CampaignNotLaunchable('It is paused; resume it'))).toEqual({
      type: 'urn:widecast:problem:campaign-not-launchable', title: 'Conflict', status: 409, detail: 'It is paused; resume it',
    });
    expect(problemOf(new NotFound('segment', '7')).status).toBe(404);
  });

  it('names every field', () => {
    const errors = [{ field: 'body.rule', message: 'is missing' }];

    expect(problemOf(new Invalid('One defect', errors))).toMatchObject({ status: 422, errors });
  });

  it('tells nothing of what went wrong inside', () => {
    const answer = problemOf(new Error('password authentication failed for user "postgres"'));

    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('password');
  });

  it('calls a lost database unavailable', () => {
    expect(problemOf(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })).status).toBe(503);
  });

  it('keeps the status of the framework and of the body parser', () => {
    expect(problemOf(new NotFoundException('Cannot GET /x')).status).toBe(404);
    expect(problemOf(Object.assign(new Error('too large'), { status: 413, expose: true, type: 'entity.too.large' }))).toMatchObject({ status: 413 });
  });
});
