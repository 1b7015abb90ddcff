import { describe, expect, it } from '@jest/globals';
import { imageEnvironment } from './image-environment.ts';

describe('the environment of an image', () => {
  it('is that of all services, with what one of them has of its own', () => {
    expect(imageEnvironment('segmentation')).toEqual({ NODE_OPTIONS: '--max-semi-space-size=16', MALLOC_ARENA_MAX: '2' });
    expect(imageEnvironment('dispatch')).toEqual({ NODE_OPTIONS: '--max-semi-space-size=8 --v8-pool-size=2', MALLOC_ARENA_MAX: '2' });
  });
});
