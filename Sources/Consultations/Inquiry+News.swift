// SPDX-License-Identifier: Apache-2.0
import Accounts
import Outreach
import Policies
import Store

/// What is told about questions, to whom and in which words.
enum InquiryNews: String, Sendable {
    case asked, resumed, reopened, forwarded, paused, answered, dueToday, overdue

    func title(_ code: String) -> Bilingual {
        switch self {
        case .asked: Bilingual("新的政策咨询 \(code) 等您受理", "A new question \(code) waits for you")
        case .resumed: Bilingual("\(code) 的提问人已补充", "The asker of \(code) has added what was missing")
        case .reopened: Bilingual("\(code) 因不满意被重新打开", "\(code) was reopened by a bad rating")
        case .forwarded: Bilingual("您的咨询 \(code) 已转给主办部门", "Your question \(code) was sent on")
        case .paused: Bilingual("您的咨询 \(code) 需要您补充", "Your question \(code) needs something from you")
        case .answered: Bilingual("您的咨询 \(code) 已有答复", "Your question \(code) is answered")
        case .dueToday: Bilingual("咨询 \(code) 今日到期", "Question \(code) is due today")
        case .overdue: Bilingual("咨询 \(code) 已超期", "Question \(code) is overdue")
        }
    }
}

extension Transaction {
    /// Tells the asker.
    func tellAsker(_ news: InquiryNews, of question: Inquiry, about text: String = "") throws {
        let words = text.isEmpty ? question.headline : "\(question.headline)　\(text)"
        try tell(
            NewMessage(
                to: .person(question.asker), topic: "question.\(news.rawValue)",
                key: "question.\(news.rawValue)/\(question.id.text)/\(question.revision)",
                title: news.title(question.code), text: Bilingual(words, words), path: question.path()))
    }

    /// Tells those who work at the question's desk.
    func tellDesk(_ news: InquiryNews, of question: Inquiry, on day: Int = 0) throws {
        let role: Role = question.department == nil ? .operator : .official
        let people = try holders(
            of: role, for: question.department, in: question.region, at: ground.now())
        try tell(news, of: question, to: people, on: day)
    }

    /// Tells the supervisors of the question's region.
    func tellSupervisors(of question: Inquiry, _ news: InquiryNews = .reopened, on day: Int = 0) throws {
        let people = try holders(of: .supervisor, for: nil, in: question.region, at: ground.now())
        try tell(news, of: question, to: people, on: day)
    }

    private func tell(
        _ news: InquiryNews, of question: Inquiry, to people: [ID<Person>], on day: Int
    ) throws {
        for person in people {
            try tell(
                NewMessage(
                    to: .person(person), topic: "question.desk",
                    key:
                        "question.\(news.rawValue)/\(question.id.text)/\(question.revision)/\(day)/\(person.text)",
                    title: news.title(question.code),
                    text: Bilingual(question.headline, question.headline), path: question.path()))
        }
    }
}
