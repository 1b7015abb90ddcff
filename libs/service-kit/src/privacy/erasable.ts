import type { Provider, Type } from '@nestjs/common';
import { ErasureConsumer } from './erasure.consumer.ts';
import { PersonalDataController } from './personal-data.controller.ts';
import { ErasablePersonalData, PersonalData } from './personal-data.ts';

/** What a service's module takes in to show and erase what it knows of persons. */
export const ERASING_CONTROLLERS: Type[] = [ErasureConsumer, PersonalDataController];

export const erasable = (data: Type<ErasablePersonalData>): Provider[] => [
  { provide: ErasablePersonalData, useClass: data },
  { provide: PersonalData, useExisting: ErasablePersonalData },
];
