package io.nightjar.imaging.webp;

/** The transforms of blocks of 4 × 4 (RFC 6386, 14.3 and 14.4), and the ways back. */
final class Transform {
  /** √2 · cos(π/8) − 1, in 65536ths. */
  private static final int COSINE = 20091;

  /** √2 · sin(π/8), in 65536ths. */
  private static final int SINE = 35468;

  /** √2 · cos(π/8) and √2 · sin(π/8) in 4096ths. */
  private static final int FORWARD_COSINE = 5352;

  private static final int FORWARD_SINE = 2217;

  private static final int SIDE = 4;

  private Transform() {}

  /** Turns differences, in rows, into coefficients, in their place; 8 times what they are. */
  static void cosine(int[] block) {
    for (int i = 0; i < SIDE; i++) {
      forward(block, SIDE * i, 1, 8, 0);
    }
    for (int i = 0; i < SIDE; i++) {
      forward(block, i, SIDE, 1, 4);
    }
  }

  private static void forward(int[] block, int at, int step, int gain, int shift) {
    int outer = (block[at] + block[at + 3 * step]) * gain;
    int inner = (block[at + step] + block[at + 2 * step]) * gain;
    int innerStep = (block[at + step] - block[at + 2 * step]) * gain;
    int outerStep = (block[at] - block[at + 3 * step]) * gain;
    int half = (1 << shift) >> 1;
    int all = 12 + shift;
    int round = 1 << (all - 1);
    block[at] = (outer + inner + half) >> shift;
    block[at + 2 * step] = (outer - inner + half) >> shift;
    block[at + step] = (innerStep * FORWARD_SINE + outerStep * FORWARD_COSINE + round) >> all;
    block[at + 3 * step] = (outerStep * FORWARD_SINE - innerStep * FORWARD_COSINE + round) >> all;
  }

  /** Turns coefficients into differences, in their place, to the bit as a decoder does. */
  static void inverseCosine(int[] block) {
    for (int i = 0; i < SIDE; i++) {
      inverse(block, i, SIDE, 0);
    }
    for (int i = 0; i < SIDE; i++) {
      inverse(block, SIDE * i, 1, 3);
    }
  }

  private static void inverse(int[] block, int at, int step, int shift) {
    int second = block[at + step];
    int fourth = block[at + 3 * step];
    int sum = block[at] + block[at + 2 * step];
    int difference = block[at] - block[at + 2 * step];
    int inner = ((second * SINE) >> 16) - (fourth + ((fourth * COSINE) >> 16));
    int outer = second + ((second * COSINE) >> 16) + ((fourth * SINE) >> 16);
    int half = (1 << shift) >> 1;
    block[at] = (sum + outer + half) >> shift;
    block[at + step] = (difference + inner + half) >> shift;
    block[at + 2 * step] = (difference - inner + half) >> shift;
    block[at + 3 * step] = (sum - outer + half) >> shift;
  }

  /** Turns the first coefficients of 16 blocks into coefficients of their own, in their place. */
  static void walshHadamard(int[] block) {
    hadamard(block, 0, 0);
    for (int i = 0; i < block.length; i++) {
      // The way back divides by 8, of 16.
      block[i] = (block[i] + 1) >> 1;
    }
  }

  /** The way back, to the bit as a decoder does. */
  static void inverseWalshHadamard(int[] block) {
    hadamard(block, 3, 3);
  }

  private static void hadamard(int[] block, int round, int shift) {
    for (int i = 0; i < SIDE; i++) {
      hadamard(block, i, SIDE, 0, 0);
    }
    for (int i = 0; i < SIDE; i++) {
      hadamard(block, SIDE * i, 1, round, shift);
    }
  }

  private static void hadamard(int[] block, int at, int step, int round, int shift) {
    int outer = block[at] + block[at + 3 * step];
    int inner = block[at + step] + block[at + 2 * step];
    int innerStep = block[at + step] - block[at + 2 * step];
    int outerStep = block[at] - block[at + 3 * step];
    block[at] = (outer + inner + round) >> shift;
    block[at + step] = (innerStep + outerStep + round) >> shift;
    block[at + 2 * step] = (outer - inner + round) >> shift;
    block[at + 3 * step] = (outerStep - innerStep + round) >> shift;
  }
}
