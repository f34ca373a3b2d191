#include "ops/keys.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "base/coding.h"
#include "expr/test_support.h"

namespace hashrange::ops {
namespace {

using model::AttributeType;

std::string ItemOf(const std::string& literal) {
  return std::string(expr::test::Literal(literal).item().form());
}

model::TableSchema Schema() {
  model::TableSchema schema;
  schema.table_name = "t";
  schema.partition_key = {"pk", AttributeType::kS};
  schema.sort_key = model::KeyAttribute{"sk", AttributeType::kB};
  return schema;
}

std::string OfItem(const std::string& literal) {
  const std::string form = ItemOf(literal);
  model::PartitionHashCache hashes;
  model::Key key;
  Status status = KeyOfItem(Schema(), model::ItemView(form).root(), &hashes, &key);
  return status.ok() ? "" : status.error().message();
}

std::string OfParameter(const std::string& literal) {
  const std::string form = ItemOf(literal);
  model::PartitionHashCache hashes;
  model::Key key;
  Status status = KeyOfParameter(Schema(), model::ItemView(form).root(), &hashes, &key);
  return status.ok() ? "" : status.error().message();
}

TEST(Keys, AnItemAndAParameterGiveTheSameKey) {
  const std::string item = ItemOf("{pk: \"a\", sk: b\"b\", other: 1}");
  const std::string parameter = ItemOf("{pk: \"a\", sk: b\"b\"}");
  model::PartitionHashCache hashes;
  model::Key one, two;
  ASSERT_TRUE(KeyOfItem(Schema(), model::ItemView(item).root(), &hashes, &one).ok());
  ASSERT_TRUE(KeyOfParameter(Schema(), model::ItemView(parameter).root(), &hashes, &two).ok());
  EXPECT_TRUE(one.view() == two.view());
  model::ItemBuilder builder;
  WriteKeyAttributes(Schema(), model::ItemView(item).root(), &builder);
  EXPECT_TRUE(builder.value() == model::ItemView(parameter).root());
}

// A Key parameter in request form, typed.
std::string Typed(std::initializer_list<std::pair<const char*, std::string>> members) {
  std::string body;
  for (const auto& [name, value] : members) {
    base::PutFixed32(&body, static_cast<uint32_t>(Bytes(name).size()));
    body += name;
    body += value[0];
    base::PutFixed32(&body, static_cast<uint32_t>(value.size() - 1));
    body += value.substr(1);
  }
  std::string form(1, '\x17');
  base::PutFixed32(&form, static_cast<uint32_t>(body.size()));
  base::PutFixed32(&form, static_cast<uint32_t>(members.size()));
  return form + body;
}

TEST(Keys, APlainParameterGivesTheSameKeyAndAnythingElseNone) {
  const auto plain = [](const std::string& form, model::Key* key) {
    Bytes rest = form;
    model::RequestValue value;
    EXPECT_TRUE(model::ReadRequestValue(&rest, &value));
    model::PartitionHashCache hashes;
    return KeyOfPlainParameter(Schema(), value, &hashes, key);
  };
  model::PartitionHashCache hashes;
  model::Key expected, key;
  const std::string parameter = ItemOf("{pk: \"a\", sk: b\"b\"}");
  ASSERT_TRUE(KeyOfParameter(Schema(), model::ItemView(parameter).root(), &hashes, &expected).ok());
  ASSERT_TRUE(plain(Typed({{"sk",
                            "\x13"
                            "b"},
                           {"pk",
                            "\x11"
                            "a"}}),
                    &key));
  EXPECT_TRUE(key.view() == expected.view());
  EXPECT_FALSE(plain(Typed({{"pk",
                             "\x11"
                             "a"}}),
                     &key));
  EXPECT_FALSE(plain(Typed({{"pk",
                             "\x11"
                             "a"},
                            {"pk",
                             "\x11"
                             "a"}}),
                     &key));
  EXPECT_FALSE(plain(Typed({{"pk",
                             "\x11"
                             "a"},
                            {"sk",
                             "\x11"
                             "b"}}),
                     &key));
  EXPECT_FALSE(plain(Typed({{"pk",
                             "\x11"
                             "a"},
                            {"xx",
                             "\x13"
                             "b"}}),
                     &key));
  EXPECT_FALSE(plain(Typed({{"pk", "\x11"},
                            {"sk",
                             "\x13"
                             "b"}}),
                     &key));
  EXPECT_FALSE(plain(Typed({{"pk", "\x11\xff"},
                            {"sk",
                             "\x13"
                             "b"}}),
                     &key));
  EXPECT_TRUE(plain(
      Typed({{"pk", "\x11" + std::string(2048, 'p')}, {"sk", "\x13" + std::string(1024, 's')}}),
      &key));
  EXPECT_FALSE(plain(Typed({{"pk", "\x11" + std::string(2049, 'p')},
                            {"sk",
                             "\x13"
                             "b"}}),
                     &key));
  EXPECT_FALSE(plain(Typed({{"pk",
                             "\x11"
                             "a"},
                            {"sk", "\x13" + std::string(1025, 's')}}),
                     &key));
}

TEST(Keys, ItemsAreRefusedForTheirKeysInDynamoDbsWords) {
  EXPECT_EQ(OfItem("{sk: b\"b\"}"),
            "One or more parameter values were invalid: Missing the key pk in the item");
  EXPECT_EQ(OfItem("{pk: \"a\"}"),
            "One or more parameter values were invalid: Missing the key sk in the item");
  EXPECT_EQ(
      OfItem("{pk: 1, sk: b\"b\"}"),
      "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N");
  EXPECT_EQ(OfItem("{pk: \"\", sk: b\"b\"}"),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty "
            "string value. Key: pk");
  EXPECT_EQ(OfItem("{pk: \"a\", sk: b\"\"}"),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty "
            "binary value. Key: sk");
}

TEST(Keys, ParametersMustBeExactlyTheKey) {
  const std::string mismatch = "The provided key element does not match the schema";
  EXPECT_EQ(OfParameter("{pk: \"a\"}"), mismatch);
  EXPECT_EQ(OfParameter("{pk: \"a\", sk: \"text\"}"), mismatch);
  EXPECT_EQ(OfParameter("{pk: \"a\", sk: b\"b\", x: 1}"), mismatch);
  EXPECT_EQ(OfParameter("{pk: \"a\", x: b\"b\"}"), mismatch);
}

TEST(Keys, SizesAreCheckedOnBothSidesOfTheLimit) {
  const auto item = [](size_t pk, size_t sk) {
    return "{pk: \"" + std::string(pk, 'p') + "\", sk: b\"" + std::string(sk, 's') + "\"}";
  };
  EXPECT_EQ(OfItem(item(2048, 1024)), "");
  EXPECT_EQ(OfItem(item(2049, 1)),
            "One or more parameter values were invalid: Size of hashkey has exceeded the maximum "
            "size limit of2048 "
            "bytes");
  EXPECT_EQ(OfItem(item(1, 1025)),
            "One or more parameter values were invalid: Aggregated size of all range keys has "
            "exceeded the size limit of "
            "1024 bytes");
  EXPECT_EQ(OfParameter(item(2049, 1)), OfItem(item(2049, 1)));
}

}  // namespace
}  // namespace hashrange::ops
