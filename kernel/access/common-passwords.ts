/** Passwords that guessers try first, in lower case; long enough and mixed enough to pass the other rules. */

/** A small list on purpose: it stops the obvious, the lock after a few failures stops the rest. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 87654321 88888888 66666666 11111111 00000000 11223344 12341234 password password1
  password123 p@ssw0rd p@ssword p@ssw0rd1 p@ssw0rd123 passw0rd passw0rd123 admin123 admin@123 admin123! admin@1234
  admin@2020 admin@2021 admin@2022 admin@2023 admin@2024 admin@2025 admin@2026 administrator root@123 root1234 qwer1234
  qwer@1234 qwer!234 qwerty123 qwerty@123 qwertyuiop 1qaz2wsx 1qaz@wsx 1qaz!qaz zaq12wsx zaq1@wsx asdf1234 asd123456
  zxcvbnm123 a1234567 a12345678 a123456789 aa123456 aa123456! aa@123456 ab123456 abc12345 abc123456 abc@12345 abc@123456
  abcd1234 abcd@1234 abcd!234 abc123!@# a1b2c3d4 aaaa1111 test1234 test@123 test@1234 welcome1 welcome123 welcome@123
  woaini520 woaini521 woaini1314 woaini@1314 5201314a iloveyou1 dragon123 monkey123 letmein1 changeme changeme1
  changeme123 huawei@123 huawei12#$ h3c@1234 cisco123 oracle123 sys@1234 user@123 user1234 guest123 123456aa 123456ab
  123456abc 123qweasd 123qwe!@# qwe123!@# qaz123!@# 1q2w3e4r 1q2w3e4r! 1q2w3e4r5t q1w2e3r4 !qaz2wsx !qaz@wsx
  zhangsan1 zhongguo1 zhongguo@123 china@123 beijing@2008 aa112233 aaa123456 asd@1234 wang@123 xinxi@123 zhengfu@123
  fupin@123 fupin2020 xczx@123 xczx@2021 xczx2021 xiangcun@123 xinlu@123 xinlu@2023`.split(/\s+/),
)
