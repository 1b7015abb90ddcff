import { HttpException } from '@nestjs/common';

/** The path exists, but not for this method. */
export class MethodNotAllowed extends HttpException {
  constructor(method: string, readonly allowed: readonly string[]) {
    super(`${method} is not possible here; ${allowed.join(', ')} is`, 405);
  }
}
