;; Inner loops over float32 rows that compute in float64, two numbers at a time.
;;
;; Addresses and lengths are bytes. Rows are read 32 bytes (eight numbers) at a time: whoever calls pads them with zeros.
;; Eight partial sums, number i into sum i mod 8, are added as ((0+2)+(4+6)) + ((1+3)+(5+7)): plainKernels.ts does the
;; same in TypeScript, to the bit. simdBytes.ts holds what this file compiles to (tools/kernels/assemble.mjs).
(module
  (memory (export "memory") 81)

  ;; The eight partial sums, added in their order
  (func $total (param $s v128) (param $t v128) (param $u v128) (param $v v128) (result f64)
    (local.set $s (f64x2.add (f64x2.add (local.get $s) (local.get $t)) (f64x2.add (local.get $u) (local.get $v))))
    (f64.add (f64x2.extract_lane 0 (local.get $s)) (f64x2.extract_lane 1 (local.get $s))))

  ;; sum a_i b_i
  (func (export "dot") (param $a i32) (param $b i32) (param $bytes i32) (result f64)
    (local $end i32) (local $s v128) (local $t v128) (local $u v128) (local $v v128)
    (local.set $end (i32.add (local.get $a) (local.get $bytes)))
    (loop $next
      (local.set $s (f64x2.add (local.get $s) (f64x2.mul
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $a)))
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $b))))))
      (local.set $t (f64x2.add (local.get $t) (f64x2.mul
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $a)))
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $b))))))
      (local.set $u (f64x2.add (local.get $u) (f64x2.mul
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $a)))
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $b))))))
      (local.set $v (f64x2.add (local.get $v) (f64x2.mul
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $a)))
        (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $b))))))
      (local.set $a (i32.add (local.get $a) (i32.const 32)))
      (local.set $b (i32.add (local.get $b) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end))))
    (call $total (local.get $s) (local.get $t) (local.get $u) (local.get $v)))

  ;; sum a_i a_i
  (func (export "square") (param $a i32) (param $bytes i32) (result f64)
    (local $end i32) (local $x v128) (local $s v128) (local $t v128) (local $u v128) (local $v v128)
    (local.set $end (i32.add (local.get $a) (local.get $bytes)))
    (loop $next
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $a))))
      (local.set $s (f64x2.add (local.get $s) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $a))))
      (local.set $t (f64x2.add (local.get $t) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $a))))
      (local.set $u (f64x2.add (local.get $u) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $a))))
      (local.set $v (f64x2.add (local.get $v) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $a (i32.add (local.get $a) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end))))
    (call $total (local.get $s) (local.get $t) (local.get $u) (local.get $v)))

  ;; sum a_i a_i, sum a_i b_i and sum b_i b_i, one after the other at out
  (func (export "pair") (param $a i32) (param $b i32) (param $out i32) (param $bytes i32)
    (local $end i32) (local $x v128) (local $y v128)
    (local $as v128) (local $at v128) (local $au v128) (local $av v128)
    (local $ms v128) (local $mt v128) (local $mu v128) (local $mv v128)
    (local $bs v128) (local $bt v128) (local $bu v128) (local $bv v128)
    (local.set $end (i32.add (local.get $a) (local.get $bytes)))
    (loop $next
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $a))))
      (local.set $y (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $b))))
      (local.set $as (f64x2.add (local.get $as) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $ms (f64x2.add (local.get $ms) (f64x2.mul (local.get $x) (local.get $y))))
      (local.set $bs (f64x2.add (local.get $bs) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $a))))
      (local.set $y (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $b))))
      (local.set $at (f64x2.add (local.get $at) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $mt (f64x2.add (local.get $mt) (f64x2.mul (local.get $x) (local.get $y))))
      (local.set $bt (f64x2.add (local.get $bt) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $a))))
      (local.set $y (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $b))))
      (local.set $au (f64x2.add (local.get $au) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $mu (f64x2.add (local.get $mu) (f64x2.mul (local.get $x) (local.get $y))))
      (local.set $bu (f64x2.add (local.get $bu) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $a))))
      (local.set $y (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $b))))
      (local.set $av (f64x2.add (local.get $av) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $mv (f64x2.add (local.get $mv) (f64x2.mul (local.get $x) (local.get $y))))
      (local.set $bv (f64x2.add (local.get $bv) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $a (i32.add (local.get $a) (i32.const 32)))
      (local.set $b (i32.add (local.get $b) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end))))
    (f64.store offset=0 (local.get $out) (call $total (local.get $as) (local.get $at) (local.get $au) (local.get $av)))
    (f64.store offset=8 (local.get $out) (call $total (local.get $ms) (local.get $mt) (local.get $mu) (local.get $mv)))
    (f64.store offset=16 (local.get $out) (call $total (local.get $bs) (local.get $bt) (local.get $bu) (local.get $bv))))

  ;; sum a_i v_i and sum b_i v_i, one after the other at out
  (func (export "dots") (param $a i32) (param $b i32) (param $v i32) (param $out i32) (param $bytes i32)
    (local $end i32) (local $x v128)
    (local $as v128) (local $at v128) (local $au v128) (local $av v128)
    (local $bs v128) (local $bt v128) (local $bu v128) (local $bv v128)
    (local.set $end (i32.add (local.get $a) (local.get $bytes)))
    (loop $next
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $v))))
      (local.set $as (f64x2.add (local.get $as) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $a))))))
      (local.set $bs (f64x2.add (local.get $bs) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $b))))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $v))))
      (local.set $at (f64x2.add (local.get $at) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $a))))))
      (local.set $bt (f64x2.add (local.get $bt) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $b))))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $v))))
      (local.set $au (f64x2.add (local.get $au) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $a))))))
      (local.set $bu (f64x2.add (local.get $bu) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $b))))))
      (local.set $x (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $v))))
      (local.set $av (f64x2.add (local.get $av) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $a))))))
      (local.set $bv (f64x2.add (local.get $bv) (f64x2.mul (local.get $x) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $b))))))
      (local.set $a (i32.add (local.get $a) (i32.const 32)))
      (local.set $b (i32.add (local.get $b) (i32.const 32)))
      (local.set $v (i32.add (local.get $v) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end))))
    (f64.store offset=0 (local.get $out) (call $total (local.get $as) (local.get $at) (local.get $au) (local.get $av)))
    (f64.store offset=8 (local.get $out) (call $total (local.get $bs) (local.get $bt) (local.get $bu) (local.get $bv))))

  ;; sum (alpha a_i + beta b_i)²
  (func (export "squares") (param $alpha f64) (param $a i32) (param $beta f64) (param $b i32) (param $bytes i32) (result f64)
    (local $end i32) (local $p v128) (local $q v128) (local $x v128)
    (local $s v128) (local $t v128) (local $u v128) (local $v v128)
    (local.set $p (f64x2.splat (local.get $alpha)))
    (local.set $q (f64x2.splat (local.get $beta)))
    (local.set $end (i32.add (local.get $a) (local.get $bytes)))
    (loop $next
      (local.set $x (f64x2.add
        (f64x2.mul (local.get $p) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $a))))
        (f64x2.mul (local.get $q) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $b))))))
      (local.set $s (f64x2.add (local.get $s) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.add
        (f64x2.mul (local.get $p) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $a))))
        (f64x2.mul (local.get $q) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $b))))))
      (local.set $t (f64x2.add (local.get $t) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.add
        (f64x2.mul (local.get $p) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $a))))
        (f64x2.mul (local.get $q) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $b))))))
      (local.set $u (f64x2.add (local.get $u) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $x (f64x2.add
        (f64x2.mul (local.get $p) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $a))))
        (f64x2.mul (local.get $q) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $b))))))
      (local.set $v (f64x2.add (local.get $v) (f64x2.mul (local.get $x) (local.get $x))))
      (local.set $a (i32.add (local.get $a) (i32.const 32)))
      (local.set $b (i32.add (local.get $b) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end))))
    (call $total (local.get $s) (local.get $t) (local.get $u) (local.get $v)))

  ;; out_i = sum over rows k of weight_k row_k,i, rounded to float32
  (func (export "blend") (param $weights i32) (param $rows i32) (param $count i32) (param $stride i32) (param $out i32) (param $bytes i32)
    (local $end i32) (local $row i32) (local $weight i32) (local $last i32) (local $w v128)
    (local $s v128) (local $t v128) (local $u v128) (local $v v128)
    (local.set $end (i32.add (local.get $rows) (local.get $bytes)))
    (local.set $last (i32.add (local.get $weights) (i32.shl (local.get $count) (i32.const 3))))
    (loop $next
      (local.set $row (local.get $rows))
      (local.set $weight (local.get $weights))
      (local.set $s (f64x2.splat (f64.const 0)))
      (local.set $t (f64x2.splat (f64.const 0)))
      (local.set $u (f64x2.splat (f64.const 0)))
      (local.set $v (f64x2.splat (f64.const 0)))
      (loop $below
        (local.set $w (v128.load64_splat (local.get $weight)))
        (local.set $s (f64x2.add (local.get $s) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $row))))))
        (local.set $t (f64x2.add (local.get $t) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $row))))))
        (local.set $u (f64x2.add (local.get $u) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $row))))))
        (local.set $v (f64x2.add (local.get $v) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $row))))))
        (local.set $row (i32.add (local.get $row) (local.get $stride)))
        (local.set $weight (i32.add (local.get $weight) (i32.const 8)))
        (br_if $below (i32.lt_u (local.get $weight) (local.get $last))))
      (v128.store64_lane offset=0 0 (local.get $out) (f32x4.demote_f64x2_zero (local.get $s)))
      (v128.store64_lane offset=8 0 (local.get $out) (f32x4.demote_f64x2_zero (local.get $t)))
      (v128.store64_lane offset=16 0 (local.get $out) (f32x4.demote_f64x2_zero (local.get $u)))
      (v128.store64_lane offset=24 0 (local.get $out) (f32x4.demote_f64x2_zero (local.get $v)))
      (local.set $rows (i32.add (local.get $rows) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $rows) (local.get $end)))))

  ;; The same in float64: out takes twice the bytes of a row
  (func (export "sum") (param $weights i32) (param $rows i32) (param $count i32) (param $stride i32) (param $out i32) (param $bytes i32)
    (local $end i32) (local $row i32) (local $weight i32) (local $last i32) (local $w v128)
    (local $s v128) (local $t v128) (local $u v128) (local $v v128)
    (local.set $end (i32.add (local.get $rows) (local.get $bytes)))
    (local.set $last (i32.add (local.get $weights) (i32.shl (local.get $count) (i32.const 3))))
    (loop $next
      (local.set $row (local.get $rows))
      (local.set $weight (local.get $weights))
      (local.set $s (f64x2.splat (f64.const 0)))
      (local.set $t (f64x2.splat (f64.const 0)))
      (local.set $u (f64x2.splat (f64.const 0)))
      (local.set $v (f64x2.splat (f64.const 0)))
      (loop $below
        (local.set $w (v128.load64_splat (local.get $weight)))
        (local.set $s (f64x2.add (local.get $s) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $row))))))
        (local.set $t (f64x2.add (local.get $t) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $row))))))
        (local.set $u (f64x2.add (local.get $u) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $row))))))
        (local.set $v (f64x2.add (local.get $v) (f64x2.mul (local.get $w) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $row))))))
        (local.set $row (i32.add (local.get $row) (local.get $stride)))
        (local.set $weight (i32.add (local.get $weight) (i32.const 8)))
        (br_if $below (i32.lt_u (local.get $weight) (local.get $last))))
      (v128.store offset=0 (local.get $out) (local.get $s))
      (v128.store offset=16 (local.get $out) (local.get $t))
      (v128.store offset=32 (local.get $out) (local.get $u))
      (v128.store offset=48 (local.get $out) (local.get $v))
      (local.set $rows (i32.add (local.get $rows) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $rows) (local.get $end)))))

  ;; out_i = mask_i a_i + (1 - mask_i) b_i, rounded to float32
  (func (export "mask") (param $mask i32) (param $a i32) (param $b i32) (param $out i32) (param $bytes i32)
    (local $end i32) (local $one v128) (local $m v128)
    (local.set $one (f64x2.splat (f64.const 1)))
    (local.set $end (i32.add (local.get $mask) (local.get $bytes)))
    (loop $next
      (local.set $m (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $mask))))
      (v128.store64_lane offset=0 0 (local.get $out) (f32x4.demote_f64x2_zero (f64x2.add
        (f64x2.mul (local.get $m) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $a))))
        (f64x2.mul (f64x2.sub (local.get $one) (local.get $m)) (f64x2.promote_low_f32x4 (v128.load64_zero offset=0 (local.get $b)))))))
      (local.set $m (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $mask))))
      (v128.store64_lane offset=8 0 (local.get $out) (f32x4.demote_f64x2_zero (f64x2.add
        (f64x2.mul (local.get $m) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $a))))
        (f64x2.mul (f64x2.sub (local.get $one) (local.get $m)) (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $b)))))))
      (local.set $m (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $mask))))
      (v128.store64_lane offset=16 0 (local.get $out) (f32x4.demote_f64x2_zero (f64x2.add
        (f64x2.mul (local.get $m) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $a))))
        (f64x2.mul (f64x2.sub (local.get $one) (local.get $m)) (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $b)))))))
      (local.set $m (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $mask))))
      (v128.store64_lane offset=24 0 (local.get $out) (f32x4.demote_f64x2_zero (f64x2.add
        (f64x2.mul (local.get $m) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $a))))
        (f64x2.mul (f64x2.sub (local.get $one) (local.get $m)) (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $b)))))))
      (local.set $mask (i32.add (local.get $mask) (i32.const 32)))
      (local.set $a (i32.add (local.get $a) (i32.const 32)))
      (local.set $b (i32.add (local.get $b) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $mask) (local.get $end))))))
