import { expect, it } from "vitest";
import { credentialsIn } from "./credentials_file.js";

it("every section that has a key is taken, in the form of ~/.aws/credentials", () => {
  const text = [
    "# mine",
    "[default]",
    "aws_access_key_id = AKIDEXAMPLE",
    "aws_secret_access_key=wJalr/K7=MDENG+b",
    "",
    "[ other ] ; and this one",
    "  aws_secret_access_key =  s3cret  ",
    "; aws_access_key_id = COMMENTED",
    "AWS_ACCESS_KEY_ID = AKIDOTHER",
    "aws_session_token = token",
    "[by-role]",
    "role_arn = arn:aws:iam::123456789012:role/reader",
    "source_profile = default",
  ];
  const expected = [
    { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalr/K7=MDENG+b" },
    { accessKeyId: "AKIDOTHER", secretAccessKey: "s3cret" },
  ];
  expect(credentialsIn(text.join("\n"), "keys")).toEqual(expected);
  expect(credentialsIn(`\ufeff${text.join("\r\n")}\r\n`, "keys")).toEqual(expected);
});

const noKey = "There is no key in keys: a section such as [default] with aws_access_key_id and aws_secret_access_key.";
it.each([
  ["", noKey],
  ["[default]\nregion = eu-west-2", noKey],
  ["aws_access_key_id = A\naws_secret_access_key = hidden", noKey],
  [`{"accessKeyId":"A","secretAccessKey":"hidden"}`, noKey],
  ["[a]\naws_access_key_id = A\n[b]\naws_secret_access_key = hidden", "The section [a] of keys has no aws_secret_access_key."],
  ["[a]\naws_secret_access_key = hidden", "The section [a] of keys has no aws_access_key_id."],
  ["[a]\naws_access_key_id =\naws_secret_access_key = hidden", "The section [a] of keys has no aws_access_key_id."],
  ["[a]\naws_access_key_id = A\naws_secret_access_key =", "The section [a] of keys has no aws_secret_access_key."],
])("%j is refused with a sentence that tells no secret", (text, sentence) => {
  expect(credentialsIn(text, "keys")).toBe(sentence);
});
