import { Injectable } from '@nestjs/common';
import type { Queryable } from '@widecast/database';
import { InvalidRule, parseRule, type Rule, type RuleIssue } from '@widecast/rules';
import { Invalid } from '@widecast/service-kit';
import { AttributeTypesRepository } from '../attributes/attribute-types.repository.ts';
import { typeIssuesOf } from '../attributes/rule-types.ts';
import { unknownFieldHints } from './unknown-fields.ts';

/** Rules as somebody sent them. */
@Injectable()
export class SegmentRules {
  constructor(private readonly types: AttributeTypesRepository) {}

  /** Throws Invalid with every defect: what is no rule, or asks of an attribute what its type cannot answer. */
  async parse(untrusted: unknown): Promise<Rule> {
    const rule = parsed(untrusted);
    const issues = typeIssuesOf(rule, await this.types.types());
    if (issues.length > 0) throw refusal(issues);
    return rule;
  }

  /** What of a rule is no error, and may be a mistake. */
  async hints(db: Queryable, rule: Rule): Promise<string[]> {
    return unknownFieldHints(db, rule, await this.types.types());
  }
}

function parsed(untrusted: unknown): Rule {
  try {
    return parseRule(untrusted);
  } catch (error) {
    throw error instanceof InvalidRule ? refusal(error.issues) : error;
  }
}

function refusal(issues: readonly RuleIssue[]): Invalid {
  const texts = issues.map(({ path, message }) => `${path === '' ? 'rule' : path}: ${message}`);
  return new Invalid(`The rule has ${issues.length} defect(s): ${texts.join('; ')}`, issues.map(({ path, message }) => ({
    field: path === '' ? 'body.rule' : `body.rule.${path}`, message,
  })));
}
