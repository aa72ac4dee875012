"""The words of administrative Vietnamese the reader leans on, in tables parted by `|` or line ends."""

from enum import StrEnum


class Sort(StrEnum):
    """The parts a phrase may play in a sentence that gives work to somebody."""

    COMMITTEE = "a committee of the people, named with its place"
    OFFICE = "an office named by its field"
    FIELD = "a field of offices"
    LEVEL = "a tier of government or a kind of place"
    HEAD = "the first words of the name of a body"
    HONORIFIC = "what stands before the name of a person"
    NOUN = "a noun for bodies, which a name in capitals must follow"
    SMALL = "words of names written in small letters"
    NOT_HEAD = "words that only look like it"
    COMPOUND = "a verb phrase used inside names"
    GROUP = "a common noun for bodies"
    POST = "a post held by one person"
    MEMBER = "a post held by several"
    STRONG = "a word that never stands inside a name"
    WEAK = "a verb that ends a name unless written large"
    PURPOSE = "what a steering committee is for"
    COORDINATED = "verbs that stand as nouns behind a comma"
    TAIL = "words that say which of several bodies"


TABLES: dict[Sort, str] = {
    Sort.COMMITTEE: """
        ủy ban nhân dân | ubnd | hội đồng nhân dân | hđnd | thường trực hđnd | thường trực hội đồng nhân dân""",
    Sort.OFFICE: """
        sở | phòng | p. | ngành | bộ""",
    Sort.FIELD: """
        nông nghiệp và phát triển nông thôn | nông nghiệp và ptnt | nông nghiệp và môi trường
        nông nghiệp - môi trường | môi trường biển | biển | nông nghiệp & môi trường | nn&ptnt | nn & ptnt | nn&mt
        nông nghiệp | tài nguyên và môi trường | tn&mt | tnmt | tài nguyên - môi trường | tài nguyên & môi trường
        kinh tế và hạ tầng | kinh tế - hạ tầng | kinh tế hạ tầng | kinh tế, hạ tầng và đô thị
        kinh tế hạ tầng và đô thị | kt&ht | kt-ht | ktht | kinh tế | quản lý đô thị | qlđt | tài chính - kế hoạch
        tài chính kế hoạch | tài chính và kế hoạch | tc-kh | tckh | tài chính | kế hoạch | kế hoạch và đầu tư
        kế hoạch - đầu tư | kế hoạch & đầu tư | kh&đt | khđt | kế hoạch - tài chính | văn hóa và thông tin
        văn hóa - thông tin | văn hóa thông tin | vh&tt | vhtt | vh-tt | văn hóa | du lịch
        văn hóa, thể thao và du lịch | văn hóa thể thao và du lịch | vhttdl | vhtt&dl | văn hóa và thể thao
        thể thao | văn hóa - xã hội | văn hóa xã hội | văn hóa và xã hội | văn hóa, khoa học và thông tin | vh-xh
        vhxh | giáo dục và đào tạo | giáo dục & đào tạo | giáo dục - đào tạo | gd&đt | gdđt | giáo dục
        lao động - thương binh và xã hội | lao động, thương binh và xã hội | lao động thương binh và xã hội
        lao động - tb&xh | lđ-tb&xh | lđtb&xh | lđtbxh | lao động - thương binh - xã hội | lao động
        khoa học và công nghệ | khoa học - công nghệ | khoa học & công nghệ | kh&cn | khcn
        khoa học, công nghệ và đổi mới sáng tạo | thông tin và truyền thông | tt&tt | thông tin - truyền thông
        dân tộc và tôn giáo | dân tộc và miền núi | dân tộc | tôn giáo | nội vụ | tư pháp | y tế | công thương
        công an | quân sự | quốc phòng | giao thông vận tải | gtvt | giao thông công chánh | giao thông | xây dựng
        ngoại vụ | ngoại giao | thống kê | thanh tra | thuế | kiểm lâm | quy hoạch - kiến trúc
        quy hoạch và kiến trúc | an toàn thực phẩm | quy hoạch | ngân hàng | điện lực | hải quan | thủy sản
        thủy lợi | lâm nghiệp | trồng trọt | quản trị | tổng hợp | nghiên cứu tổng hợp
        công nghiệp | thương mại | địa chính | địa chính - xây dựng | tư pháp - hộ tịch | văn phòng - thống kê""",
    Sort.LEVEL: """
        tỉnh | thành phố | huyện | thị xã | quận | xã | phường | thị trấn | đặc khu | tp | trung ương | cấp tỉnh
        cấp huyện | cấp xã | khu vực | thôn | xóm | bản | ấp | buôn | tổ dân phố | khu phố | tdp | khóm""",
    Sort.HEAD: """
        ban chỉ đạo | bcđ | ban quản lý | bql | bqlda | ban tổ chức | ban kiểm tra | ban dân vận | ban tuyên giáo
        ban nội chính | ban thường vụ | btv | ban chấp hành | ban chỉ huy | ban chqs | bộ chỉ huy | bộ tư lệnh
        ban cán sự đảng | đảng đoàn | ban lãnh đạo | ban xây dựng đảng | ban điều hành | ban tiếp công dân
        ban phát triển | ban giám sát | ban tuyên vận | ban công tác mặt trận | ban nhân dân | ban dân tộc
        ban kinh tế | ban pháp chế | ban văn hóa | ban nông nghiệp | ban chủ nhiệm | ban giám hiệu | ban bồi thường
        ban đại diện | văn phòng | vp | trung tâm | tt | chi cục | tổng cục | cục | vụ | kho bạc nhà nước | kho bạc
        bảo hiểm xã hội | bhxh | công an | bộ đội biên phòng | thanh tra | tòa án | viện kiểm sát | viện
        hội nông dân | hội liên hiệp phụ nữ | hội phụ nữ | hội lhpn | hội cựu chiến binh | hội ccb | hội chữ thập đỏ
        hội người cao tuổi | hội khuyến học | hội đồng | hội doanh nghiệp | hội luật gia | hiệp hội
        liên minh hợp tác xã | liên minh htx | liên đoàn lao động | đoàn thanh niên | đoàn tncs hồ chí minh
        đoàn tncs hcm | tỉnh đoàn | huyện đoàn | thành đoàn | đoàn xã | tổ giúp việc | tgv | tổ công tác | tổ tư vấn
        tổ kiểm tra | tổ xung kích | tổ phản ứng nhanh | tổ tuyên truyền | tổ soạn thảo | tổ vận động | đoàn công tác
        tổ thẩm định | tổ chuyên môn | tổ biên tập | tổ công nghệ số cộng đồng | tổ liên ngành | tỉnh ủy | huyện ủy
        thành ủy | thị ủy | quận ủy | đảng ủy | chi ủy | chi bộ | đảng bộ | thường trực | ủy ban kiểm tra | ubkt
        ủy ban trung ương mặt trận tổ quốc việt nam | thông tấn xã | ban thường trực ủy ban mttq
        ủy ban mặt trận tổ quốc | ủy ban mặt trận tổ quốc việt nam | mặt trận tổ quốc việt nam
        ủy ban mttq việt nam | ủy ban mttq | ủy ban mttqvn | ubmttqvn | ubmttq | ubmt | mttqvn | mttq
        mặt trận tổ quốc | mặt trận | trường | bệnh viện | trạm y tế | công ty | tổng công ty | tập đoàn | ngân hàng
        điện lực | đài truyền thanh | đài phát thanh | đài | báo | vnpt | viettel | hạt kiểm lâm
        đội quản lý trật tự đô thị | đội quản lý trật tự xây dựng | công đoàn | chi hội | chi đoàn
        tổ bảo vệ an ninh trật tự | tổ bảo vệ | tổ hòa giải | tổ tự quản | đội dân phòng | đội xung kích
        tổ liên gia | cơ quan thường trực | báo và đài phát thanh, truyền hình | báo và phát thanh, truyền hình
        báo và đài | liên danh | liên danh nhà thầu | lực lượng xung kích | quân khu | quân sự | thuế cơ sở
        thuế tỉnh | đồn biên phòng | quỹ | hợp tác xã | htx | bưu điện | tổ chức làm nhiệm vụ | đoàn giám sát
        đoàn kiểm tra | chủ đầu tư | nhà thầu | đơn vị tư vấn | đơn vị thi công | đơn vị vận hành | chính phủ
        thủ tướng chính phủ | quốc hội | bộ chính trị | ban bí thư | thống kê | thuế | khối đoàn thể | khối mặt trận
        các ban đảng | ủy ban bầu cử | cảng vụ | phòng giao dịch | phòng khám | nhà thầu thi công | nhà thầu tư vấn
        nhà thầu xây lắp | bchqs | bch quân sự | ttptqđ | ttyt | ttpvhcc | tthcc | ttdvtt | ttvhtt | ttdvnn | vpđkđđ
        vpđk đất đai | lđlđ | ban ctmt | bảo tàng | thư viện | đảng ủy các cơ quan đảng
        ban đại diện cha mẹ học sinh | đoàn trường | nhà trường | ca phường | ca xã | ca tỉnh | ca huyện
        ca thành phố | ca khu vực | chính quyền địa phương | chính quyền cơ sở | cấp ủy địa phương""",
    Sort.HONORIFIC: """
        các đồng chí | đồng chí | các đ/c | đ/c | các ông | các bà | các ông, bà | các ông bà | ông | bà | anh | chị
        cô | chú | thầy | thiếu úy | trung úy | thượng úy | đại úy | thiếu tá | trung tá | thượng tá | đại tá
        thiếu tướng | bác sĩ | các anh | các chị""",
    Sort.NOUN: """
        ban | tổ | đội | bảo hiểm | lực lượng | đoàn | hội | trạm | khối | nhóm | bộ phận | chi nhánh | câu lạc bộ
        liên minh | liên hiệp | đài | báo | viện | xí nghiệp | hạt | đồn | học viện | tiểu ban | ủy ban
        nông trường | lâm trường""",
    Sort.SMALL: """
        cây trồng | vật nuôi
        dự án | công trình | công trình giao thông | dân dụng | hạ tầng | hạ tầng kỹ thuật | khu công nghiệp
        khu kinh tế | cụm công nghiệp | quỹ đất | trọng điểm | nhà nước | nhân dân | quân sự | biên phòng | thủy lợi
        công trình thủy lợi | đô thị | môi trường đô thị | giao thông | nông thôn | nông nghiệp | hành chính
        hành chính công | bảo vệ | phòng hộ | đặc dụng | rừng | rừng phòng hộ | rừng đặc dụng | cấp nước
        thoát nước | cấp thoát nước | môi trường | vệ sinh môi trường | cổ phần | trách nhiệm hữu hạn
        một thành viên | cây xanh | chiếu sáng | công viên cây xanh | tổng hợp xã | tổng hợp tỉnh | tổng hợp phường
        tổng hợp huyện | cổng thông tin | điện tử | thông tin điện tử | mầm non | tiểu học | trung học cơ sở
        trung học phổ thông | phổ thông | dân tộc nội trú | cao đẳng | đại học | nghề | chính trị | y tế dự phòng
        cộng đồng | dân phố | phụ nữ | cựu chiến binh | người cao tuổi | thanh niên | nông dân | chữ thập đỏ
        việt nam | và truyền thông | thương mại | viễn thông | tín dụng | thông tấn | báo chí | thông tấn, báo chí
        vận tải | nhà mạng | đặc thù | chế biến | xuất khẩu | bưu chính
        bưu chính, viễn thông | di tích | danh thắng | bệnh tật | ngành | thôn xóm | trực thuộc
        chuyên trách | chi nhánh | cơ sở | nhà thầu | chính sách xã hội | giúp việc | thường trực | chợ | bến xe
        nghĩa trang | cảng cá | nghĩa trang nhân dân | khu di tích | ngành hàng""",
    Sort.NOT_HEAD: """
        ban hành | tổ chức | báo cáo | báo chí | báo động | báo hiệu | trung tâm huyện | trung tâm xã
        trung tâm tỉnh | trung tâm thị trấn | trung tâm thành phố | hội nghị | hội thảo | hội họp | đoàn kết
        trường hợp | đài thọ | đài liệt sỹ | viện dẫn | viện trợ | vụ việc | vụ đông | vụ xuân | vụ hè | vụ án
        cục bộ | quỹ đất | thuế suất | thanh tra, kiểm tra | thanh tra, giám sát | thống kê, rà soát | thống kê các
        thống kê tất cả | thống kê số | văn phòng phẩm | thanh tra công vụ | thanh tra việc | thanh tra các
        thanh tra theo | thanh tra trách nhiệm | thuế thu nhập | thuế đất | phòng chống | phòng, chống | phòng ngừa
        bộ tiêu chí | bộ máy | bộ thủ tục | bộ phận | bộ hồ sơ | bộ chỉ số | ngành nghề | ngành hàng | sở hữu
        sở tại | báo giá | quỹ nhà | thường trực tiếp | mặt trận này | trường lớp | hội trường | trung tâm logistics
        viện phí | trung tâm đô thị | trung tâm hành chính | trung tâm kinh tế | trung tâm thương mại""",
    Sort.COMPOUND: """
        đầu tư xây dựng | đtxd | nông thôn mới | xây dựng nông thôn mới | xây dựng đảng | phát triển quỹ đất
        phát triển nông thôn | phát triển thôn | phát triển cụm công nghiệp | điều phối xây dựng nông thôn mới
        điều phối | điều hành thông minh | quản lý dự án | quản lý các dự án | quản lý khu | quản lý đầu tư
        quản lý rừng | quản lý chợ | quản lý xây dựng nông thôn mới | chỉ huy quân sự | quản lý bảo vệ rừng
        chỉ huy phòng thủ dân sự | phục vụ hành chính công | phục vụ hành chính | dịch vụ tổng hợp
        dịch vụ công ích | chính sách xã hội | giáo dục nghề nghiệp - giáo dục thường xuyên | giáo dục nghề nghiệp
        giáo dục thường xuyên | kiểm soát bệnh tật | xúc tiến đầu tư | xúc tiến thương mại | chuyển đổi số
        cải cách hành chính | bồi thường, giải phóng mặt bằng | bồi thường giải phóng mặt bằng
        bồi thường, hỗ trợ, tái định cư | bồi thường, hỗ trợ và tái định cư | giải phóng mặt bằng
        thi đua - khen thưởng | thi đua, khen thưởng | đăng ký đất đai | tiếp công dân | tuyên giáo và dân vận
        thực hiện quy chế dân chủ | điều tra | quản lý thị trường | quản lý xây dựng | quản lý trật tự đô thị
        quản lý đường bộ | kiểm tra đảng | hỗ trợ doanh nghiệp | sản xuất nông nghiệp | cung ứng dịch vụ công
        cung cấp dịch vụ công | dịch vụ nông nghiệp | dịch vụ | văn hóa và truyền thông | văn hóa - thể thao
        văn hóa, thông tin và truyền thông | văn hóa, thể thao và truyền thông | văn hóa, thông tin và thể thao
        văn hóa - thông tin - thể thao | an toàn giao thông | phòng cháy chữa cháy | xây dựng huyện | xây dựng xã
        phòng, chống thiên tai và tìm kiếm cứu nạn | phòng, chống thiên tai | phòng chống thiên tai
        phòng, chống tham nhũng, lãng phí, tiêu cực | phòng, chống tham nhũng, tiêu cực
        môi trường và dịch vụ đô thị | môi trường đô thị | khuyến nông | kiểm soát thủ tục hành chính | đền bù
        bảo vệ chăm sóc trẻ em | phát triển hạ tầng | phát triển đô thị | hướng dẫn thi hành
        quản lý nhà và thị trường bất động sản | quản lý nhà | quản lý du lịch | đầu tư phát triển
        cảng hàng không | hàng không | đường cao tốc | đường sắt | hàng hải | xăng dầu""",
    Sort.GROUP: """
        sở | ban | ngành | bộ | phòng | hội | cơ quan | đơn vị | địa phương | cấp | cấp ủy | cấp ủy đảng
        chính quyền | đoàn thể | ban đảng | tổ chức | lực lượng | doanh nghiệp | chủ đầu tư | nhà thầu | chi bộ
        chi bộ cơ sở | tổ chức đảng | phòng chuyên môn | cơ quan chuyên môn | tổ chức chính trị - xã hội
        tổ chức chính trị xã hội | đoàn thể chính trị - xã hội | phòng ban | sở ngành | ban ngành | cơ quan đơn vị
        đơn vị sự nghiệp | tổ chức thành viên | trường học | trường | hội đoàn thể | huyện ủy | thành ủy | thị ủy
        quận ủy | đảng ủy | đảng bộ | đảng đoàn | ban cán sự đảng | ban xây dựng đảng | huyện | thành phố | thị xã
        xã | phường | thị trấn | thôn | xóm | bản | tổ dân phố | cơ quan tham mưu giúp việc
        cơ quan tham mưu, giúp việc | cơ quan tham mưu | ban quản lý dự án | ban chỉ đạo | tổ công tác
        tổ giúp việc | cơ quan báo chí | hợp tác xã | tập đoàn | công ty | ngân hàng | ngân hàng thương mại
        đảng ủy trực thuộc | phòng, ban chuyên môn | phòng, ban | nhà trường | cơ sở giáo dục | thôn xóm | đặc khu
        quận | vụ | cục | tỉnh | ngành chức năng | thường trực | ban quản lý | tổ chức đoàn thể | ban chuyên môn
        ban chi ủy | ban nhân dân | ban nhân dân thôn | bí thư chi bộ | trưởng thôn | hội quần chúng | mặt trận
        chủ rừng | hộ | hộ dân | hộ gia đình | hộ kinh doanh | hộ sản xuất | chủ hộ | chủ cơ sở | chủ tàu | ban xây dựng
        khu phố | khóm | ấp | buôn | làng | khu dân cư | cụm dân cư | khu | tổ | đội | trạm | nhóm | cơ sở kinh doanh
        cơ sở sản xuất | chi hội | chi đoàn | câu lạc bộ | bộ phận | tiểu ban | tdp | tư vấn | tư vấn thiết kế
        tư vấn giám sát | chi, đảng bộ | chi, đảng bộ cơ sở | chi, đảng bộ trực thuộc | giáo viên
        giáo viên chủ nhiệm | thầy cô | hiệp hội | cơ quan ngang bộ | cơ quan thuộc chính phủ""",
    Sort.POST: """
        bí thư | cht | bí thư thứ nhất | phó bí thư | phó bí thư thường trực | chủ tịch | phó chủ tịch
        phó chủ tịch thường trực | pct | giám đốc | phó giám đốc | tổng giám đốc | trưởng ban | phó trưởng ban
        phó trưởng ban thường trực | trưởng ban chỉ đạo | trưởng phòng | phó trưởng phòng | trưởng đoàn
        trưởng thôn | trưởng xóm | trưởng bản | trưởng ấp | trưởng công an | phó trưởng công an | trạm trưởng
        trưởng trạm | chánh văn phòng | phó chánh văn phòng | chánh thanh tra | thủ trưởng | người đứng đầu
        lãnh đạo | chỉ huy trưởng | chi cục trưởng | cục trưởng | hiệu trưởng | viện trưởng | tổ trưởng | đội trưởng
        bộ trưởng | tổng biên tập | kế toán | kế toán trưởng | công chức | cán bộ | chuyên viên | thư ký | văn thư
        trưởng khoa | hạt trưởng | phó trưởng | trưởng các phòng | trưởng các ngành | trưởng các đoàn thể
        trưởng các bộ phận | trưởng các đơn vị | phó thủ tướng chính phủ | phó thủ tướng | thủ tướng
        thứ trưởng | phó tổng giám đốc | phó chi cục trưởng | phó cục trưởng | phó hiệu trưởng | phó chủ nhiệm
        phó chánh thanh tra | tổ phó | đội phó | phó trưởng đoàn | trưởng các thôn | trưởng các xóm
        trưởng các bản""",
    Sort.MEMBER: """
        thành viên | ủy viên | ủy viên thường trực
        ủy viên ban thường vụ | cấp ủy viên | đảng ủy viên | tỉnh ủy viên | thành ủy viên | huyện ủy viên
        thị ủy viên | quận ủy viên | ủy viên ban chấp hành | đại biểu | đảng viên""",
    Sort.STRONG: """
        chủ trì | phối hợp | phối kết hợp | có trách nhiệm | chịu trách nhiệm | tiếp tục | tập trung | chủ động
        khẩn trương | nghiêm túc | tích cực | tăng cường | thường xuyên | kịp thời | định kỳ | sớm | phải | cần
        nên | sẽ | đã | đang | được | bị | là | có | không | chưa | tham mưu | theo dõi | đôn đốc | rà soát
        báo cáo | đề xuất | đề nghị | yêu cầu | giao | căn cứ | trên cơ sở | hoàn thành | hoàn thiện | chấn chỉnh
        quan tâm | chú trọng | chú ý | đẩy nhanh | đẩy mạnh | nâng cao | phát huy | bám sát | xác định | nghiên cứu
        gửi | trình | chuẩn bị | cung cấp | công khai | đảm bảo | bảo đảm | xử lý | giải quyết | khắc phục
        thống nhất | để | nhằm | theo | tại | trong | về | từ | khi | sau | trước | đối với | với | cùng | như | gồm
        bao gồm | bằng | cho | qua | trực tiếp | nắm | nêu cao | gương mẫu | những | mọi | mà | thì | nếu | vì | do
        bởi | quyết liệt | làm việc | thẩm định | tổng hợp | nhanh chóng | ưu tiên | tạo điều kiện | tháo gỡ
        vận dụng | quán triệt | cụ thể hóa | phổ biến | tuyên truyền | vận động | cân đối | bố trí | tiếp nhận
        tham gia | kiểm soát | tự kiểm tra | huy động | tuần tra | xử phạt | mỗi tháng | mỗi tuần | mỗi quý
        mỗi năm | hằng ngày | hằng tuần | hằng tháng | hằng quý | hằng năm | hàng tuần | hàng tháng | hàng quý
        hàng năm | tham dự | đồng thời | đăng ký | ban hành | khảo sát | thông báo | chuyển | nộp | ký | lập | mở
        cấp phép | thu hồi | trả lời | giải trình | làm rõ | làm tốt | làm đầu mối | đầu mối | kiểm điểm
        rút kinh nghiệm | hướng dẫn | đánh giá | nhắc nhở | cam kết | xem xét | cho ý kiến | phê duyệt | thông qua
        bàn giao | thành lập | kiện toàn | phân công | cử | khởi công | thi công | nghiệm thu | thanh toán
        quyết toán | giải ngân | chi trả | lắp đặt | trồng | nạo vét | sửa chữa | kết luận | duy trì | dự kiến
        kết nối | lồng ghép | nhân rộng | khen thưởng | niêm yết | đăng tải | chốt | sắp xếp | bổ sung | điều chỉnh
        cập nhật | xin | tiến hành | ngay | trích | dự thảo | soạn thảo | gặp | mời | họp | nhận | phát động
        đo đạc | cắm mốc | khoanh | tìm | đưa | giữ | làm | hứa | đồng ý | nhất trí | phát biểu | trao đổi | nơi
        khẳng định | nêu | ghi nhận | nhận thấy | cho biết | cơ bản | vẫn | còn | quản lý chặt chẽ | giúp | thay mặt
        nhận định | tự rà soát | chấm dứt | dừng | tạm dừng | thu thập | nhập | in | kê khai | khai thác | đối chiếu
        kiểm đếm | chi tiết hóa | giới thiệu | hỏi | nhắc | cho vay | cho thuê | cho phép | tiếp công dân | lo""",
    Sort.WEAK: """
        xây dựng | tổ chức | thực hiện | triển khai | chỉ đạo | kiểm tra | quản lý | phát triển | đầu tư | hỗ trợ
        điều phối | điều hành | lãnh đạo | giám sát | bồi thường | phục vụ | đào tạo | vận hành | thu hút | bảo vệ
        phòng, chống | phòng chống | tuyển dụng | thanh tra | quảng bá | thu gom | tuyển chọn | công bố | phấn đấu
        giải phóng | phần đầu | mua sắm | trang bị | nâng cấp | cải tạo | thẩm tra | ra quân | xúc tiến | cấp | thu
        chi""",
    Sort.COORDINATED: """
        hỗ trợ | tái định cư | hỗ trợ tái định cư | giải phóng mặt bằng | thi công | kiểm tra | giám sát | xây dựng
        quản lý | vận hành | bảo vệ | phát triển | đầu tư | sửa chữa | nâng cấp | chống | xử lý rác""",
    Sort.PURPOSE: """
        thực hiện | triển khai | xây dựng | phát triển | chỉnh trang | bồi thường | về | công tác | phòng
        phòng, chống | các | sản xuất | chương trình | đổi mới | cải cách | chuyển đổi | thi hành | giải phóng""",
    Sort.TAIL: """
        liên quan | có liên quan | liên ngành | chức năng | chuyên môn | trực thuộc | trực thuộc tỉnh ủy
        trực thuộc huyện ủy | trực thuộc thành ủy | thành viên | khác | nêu trên | ở địa phương | sự nghiệp
        chính trị - xã hội | từ huyện đến cơ sở | từ tỉnh đến cơ sở | từ tỉnh đến xã | trung ương | cơ sở | nếu có
        ven biển | ven sông | ven đê | bãi ngang | miền núi | vùng cao | biên giới | vùng dự án | vùng ven | mầm non
        tiểu học | trung học cơ sở | trung học phổ thông | thcs | thpt | mầm non, tiểu học
        mầm non, tiểu học, trung học cơ sở | mầm non, tiểu học, thcs | tiểu học, trung học cơ sở | tuyến tỉnh
        tuyến xã | tuyến huyện | tuyến trung ương | công lập | ngoài công lập | trúng thầu | thi công | có dự án
        có dự án đi qua | có mỏ | có rừng | có biển | có đê | có công trình | có tuyến đường đi qua
        có đường đi qua | nơi có dự án | trong vùng dự án | được giao nhiệm vụ | được giao chủ trì | được phân công
        được giao làm chủ đầu tư | được giao | tham mưu giúp việc | phụ trách địa bàn | phụ trách xã
        phụ trách cơ sở | phụ trách lĩnh vực | trực tiếp phụ trách địa bàn | phụ trách địa phương | phụ trách thôn
        phụ trách các thôn | phụ trách các xã | phụ trách chi bộ | phụ trách các chi bộ | phụ trách khu phố
        phụ trách các khu phố | phụ trách đơn vị | được phân công phụ trách
        thuộc thẩm quyền | của địa phương | cấp trên | cấp dưới
        đóng trên địa bàn | địa phương | các cấp | địa phương các cấp | hai cấp | cùng cấp
        được giao chủ trì soạn thảo | trực thuộc trung ương | được giao phụ trách tiêu chí
        được phân công phụ trách xã""",
}
