import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/** Nest replaces unknown errors with a generic one; the delivery needs the real cause to know what to do. */
@Catch()
export class RethrowFilter implements RpcExceptionFilter {
  catch(cause: unknown): Observable<never> {
    return throwError(() => cause);
  }
}
